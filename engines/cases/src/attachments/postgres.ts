import { createHash } from 'node:crypto';
import { type Clock, fail } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { CasesTables } from '../database.gen.ts';
import { refused } from '../machine/refusal.ts';
import { type Arriving, type CaseFiles, mostCaseBytes } from './port.ts';
import { type TypeTeller, typeTeller } from './tell-type.ts';

type Db = Kysely<CasesTables>;
type Kept = { readonly clock: Clock; readonly newId: () => string };

const pieceBytes = 256 * 1024;

/** Files of cases in the database: any process reads what any other wrote, and a backup has them. */
export function caseFiles(db: Db, { clock, newId }: Kept): CaseFiles {
  return {
    async receive(caseId, arriving) {
      const id = newId();
      const most = Math.min(arriving.size ?? arriving.most, arriving.most);
      if (!(await reserve(db, { id, caseId, bytes: most, nowMs: clock.nowMs() })))
        return refused('case.files_large', {
          en: `The files of a case have at most ${mostCaseBytes / 1e6} MB together.`,
          zh: `一个事项的全部文件合计不超过${mostCaseBytes / 1e6}MB。`,
        });
      try {
        const teller = typeTeller();
        const { sha256, bytes } = await write(db, { id, most, arriving, teller });
        return { kind: 'received', id, sha256, bytes, types: teller.types() };
      } catch (error) {
        const { numDeletedRows } = await db
          .deleteFrom('case_attachment')
          .where('id', '=', id)
          .executeTakeFirst();
        if (numDeletedRows === 1n) throw error;
        return fail('request.incomplete', 'The upload stood still for too long. Send it again.', error);
      }
    },
    async read(caseId, sha256) {
      const found = await db
        .selectFrom('case_attachment')
        .select(['id', 'bytes'])
        .where('case_id', '=', caseId)
        .where('sha256', '=', Buffer.from(sha256, 'hex'))
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return found && { size: found.bytes, bytes: piecesOf(db, { ...found, sha256 }) };
    },
    async unsettle(caseId, sha256) {
      const rows = await db
        .updateTable('case_attachment')
        .set({ busy_since_ms: BigInt(clock.nowMs()) })
        .where('case_id', '=', caseId)
        .where('sha256', '=', Buffer.from(sha256, 'hex'))
        .where('busy_since_ms', 'is', null)
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },
    settle: (id) => settle(db, id),
  };
}

type Reserved = {
  readonly id: string;
  readonly caseId: string;
  readonly bytes: number;
  readonly nowMs: number;
};

async function reserve(db: Db, { id, caseId, bytes, nowMs }: Reserved): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await lock(tx, caseId);
    const { numAffectedRows } = await sql`
      insert into case_attachment (id, case_id, bytes, busy_since_ms)
      select ${id}::uuid, ${caseId}::uuid, ${bytes}::integer, ${BigInt(nowMs)}::bigint
      where ${bytes}::bigint + (select coalesce(sum(bytes), 0) from case_attachment where case_id = ${caseId}) <= ${mostCaseBytes}`.execute(
      tx,
    );
    return numAffectedRows === 1n;
  });
}

/**
 * One at a time for a case: two that reserve would each find room for one, and of two that settle the same bytes each would keep its own.
 */
async function lock(tx: Db, caseId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${caseId}, 7163001902451))`.execute(tx);
}

type Writing = {
  readonly id: string;
  readonly most: number;
  readonly arriving: Arriving;
  readonly teller: TypeTeller;
};

async function write(
  db: Db,
  { id, most, arriving, teller }: Writing,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceBytes);
  let bytes = 0;
  let nth = 0;
  let filled = 0;
  const keep = async (): Promise<void> => {
    if (filled === 0) return;
    await db
      .insertInto('case_attachment_piece')
      .values({ attachment: id, nth, piece: piece.subarray(0, filled) })
      .execute();
    nth += 1;
    filled = 0;
  };
  for await (const part of arriving.bytes) {
    bytes += part.length;
    if (bytes > most) fail('request.too_large', `More than the ${most} bytes that are taken came in.`);
    hash.update(part);
    teller.take(part);
    for (let at = 0; at < part.length; ) {
      const taken = Math.min(part.length - at, pieceBytes - filled);
      piece.set(part.subarray(at, at + taken), filled);
      at += taken;
      filled += taken;
      if (filled === pieceBytes) await keep();
    }
  }
  await keep();
  const sha256 = hash.digest();
  const { numUpdatedRows } = await db
    .updateTable('case_attachment')
    .set({ sha256, bytes })
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('The upload was given up.');
  return { sha256: sha256.toString('hex'), bytes };
}

type Stored = { readonly id: string; readonly bytes: number; readonly sha256: string };

async function* piecesOf(db: Db, { id, bytes, sha256 }: Stored): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let count = 0;
  for (let nth = 0; count < bytes; nth++) {
    const { piece } = await db
      .selectFrom('case_attachment_piece')
      .select('piece')
      .where('attachment', '=', id)
      .where('nth', '=', nth)
      .executeTakeFirstOrThrow();
    hash.update(piece);
    count += piece.length;
    // Before the last piece: what is not what it was never arrives whole.
    if (count >= bytes && hash.digest('hex') !== sha256) throw new Error('A file is not what it was.');
    yield piece;
  }
}

/** Where `before` is given, only what has been busy since an earlier moment. */
async function settle(db: Db, id: string, before?: bigint): Promise<void> {
  const row = await db
    .selectFrom('case_attachment')
    .select('case_id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return;
  await db.transaction().execute(async (tx) => {
    await lock(tx, row.case_id);
    const rested = await tx
      .updateTable('case_attachment')
      .set({ busy_since_ms: null })
      .where('id', '=', id)
      .$if(before !== undefined, (query) => query.where('busy_since_ms', '<', before!))
      .returning('sha256')
      .executeTakeFirst();
    if (rested?.sha256) await tidy(tx, row.case_id, rested.sha256);
    else if (rested) await tx.deleteFrom('case_attachment').where('id', '=', id).execute();
  });
}

/** Of the same bytes that rest, one row stays where they belong to their case, and none where they do not. */
async function tidy(tx: Db, caseId: string, sha256: Uint8Array): Promise<void> {
  const hex = Buffer.from(sha256).toString('hex');
  await sql`
    delete from case_attachment a
    where a.case_id = ${caseId} and a.sha256 = ${sha256} and a.busy_since_ms is null and (
      exists (select from case_attachment b
        where b.case_id = a.case_id and b.sha256 = a.sha256 and b.busy_since_ms is null and b.id < a.id)
      or not (${isNamed(caseId, hex)} or ${wasFiled(caseId, hex)}))`.execute(tx);
}

/** A document has them. */
function isNamed(caseId: string, hex: string) {
  return sql`exists (
    select from case_file f, jsonb_each(f.snapshot -> 'documents') as d(name, files), jsonb_array_elements(d.files) as x
    where f.id = ${caseId} and x ->> 'sha256' = ${hex})`;
}

/** They were there when a step was taken: somebody may have decided by them. */
function wasFiled(caseId: string, hex: string) {
  return sql`exists (
    select from case_event e join case_event s on s.case_id = e.case_id and s.seq > e.seq and s.body ->> 'type' = 'stepped'
    where e.case_id = ${caseId} and e.body ->> 'type' = 'attached' and e.body -> 'file' ->> 'sha256' = ${hex}
      and not exists (select from case_event d where d.case_id = e.case_id and d.seq > e.seq and d.seq < s.seq
        and d.body ->> 'type' = 'detached' and d.body ->> 'document' = e.body ->> 'document'
        and d.body ->> 'sha256' = ${hex}))`;
}

/** Longer than any upload takes. */
const busyMs = 3_600_000;
const sweptAtOnce = 100;

/** Settles what whoever was at work on it never did, being killed: half an upload goes, and what does not belong to its case. */
export async function settleForsaken(db: Db, clock: Clock): Promise<void> {
  const before = BigInt(clock.nowMs() - busyMs);
  for (;;) {
    const rows = await db
      .selectFrom('case_attachment')
      .select('id')
      .where('busy_since_ms', '<', before)
      .orderBy('busy_since_ms')
      .limit(sweptAtOnce)
      .execute();
    for (const { id } of rows) await settle(db, id, before);
    if (rows.length < sweptAtOnce) return;
  }
}
