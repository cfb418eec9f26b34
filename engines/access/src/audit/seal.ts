import { type Clock, instantMs, instantText, type Json, type Random } from '@finharbor/kernel';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { type ChainState, chain, emptyChain } from './chain.ts';

/** Writes a commitment to a seal into the evidence log, where others co-sign it; `salt` is 32 bytes in hex. */
export type Anchor = (
  body: Json,
  salt: string,
) => Promise<{ readonly index: number; readonly proof: string }>;

/** What seals are made with. */
export type SealParts = { readonly party: string; readonly clock: Clock; readonly random: Random };

/** A seal over the trail up to a row; `logIndex` and `proof` once the evidence log has it. With `body` and `salt` it is a receipt. */
export type Seal = {
  readonly seal: number;
  readonly rows: number;
  readonly head: string;
  /** What the log's entry commits to. */
  readonly body: Json;
  readonly salt: string;
  readonly atMs: number;
  readonly logIndex: number | null;
  readonly proof: string | null;
};

/** Any fixed number: one process at a time seals. */
const sealLock = 5_120_774_001n;

/** Seals the rows that came since the last seal. False where there were none, or another process is at it. */
export function seal(db: Kysely<AccessTables>, { clock, random }: SealParts): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      held: boolean;
    }>`select pg_try_advisory_xact_lock(${sealLock}) as held`.execute(tx);
    if (!rows[0]!.held) return false;
    const last = await lastSeal(tx);
    const from = last ? stateOf(last) : emptyChain;
    let state = from;
    for await (const next of chain(tx, from)) state = next;
    if (state.rows === from.rows) return false;
    await tx
      .insertInto('audit_seal')
      .values({
        seal: (last?.seal ?? 0n) + 1n,
        last_xid: state.xid,
        last_seq: state.seq,
        row_count: state.rows,
        head: state.head,
        salt: Buffer.from(random.bytes(32)).toString('hex'),
        sealed_at: instantText(clock.nowMs()),
      })
      .execute();
    return true;
  });
}

/** Brings the newest seal into the evidence log; the ones before it are under it. False where there is none to bring. */
export async function anchorNewest(
  db: Kysely<AccessTables>,
  { party, clock }: SealParts,
  anchor: Anchor,
): Promise<boolean> {
  const last = await lastSeal(db);
  if (!last) return false;
  const known = await db
    .selectFrom('audit_anchor')
    .select('seal')
    .where('seal', '=', last.seal)
    .executeTakeFirst();
  if (known) return false;
  const { index, proof } = await anchor(sealBody(party, last), last.salt);
  await db
    .insertInto('audit_anchor')
    .values({ seal: last.seal, log_index: BigInt(index), proof, at: instantText(clock.nowMs()) })
    // Brought twice by two processes, or again after one was killed: the first answer written down counts.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

/** What a seal's entry in the evidence log commits to. */
function sealBody(
  party: string,
  { seal, row_count, head }: Pick<Selectable<AccessTables['audit_seal']>, 'seal' | 'row_count' | 'head'>,
): Json {
  return { type: 'finharbor/audit-seal/1', party, seal: String(seal), rows: String(row_count), head };
}

/** The latest seals. */
export async function seals(
  db: Kysely<AccessTables>,
  party: string,
  limit: number,
): Promise<readonly Seal[]> {
  const rows = await db
    .selectFrom('audit_seal as s')
    .leftJoin('audit_anchor as a', 'a.seal', 's.seal')
    .selectAll('s')
    .select(['a.log_index', 'a.proof'])
    .orderBy('s.seal', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seal: Number(row.seal),
    rows: Number(row.row_count),
    head: row.head,
    body: sealBody(party, row),
    salt: row.salt,
    atMs: instantMs(row.sealed_at),
    logIndex: row.log_index === null ? null : Number(row.log_index),
    proof: row.proof,
  }));
}

/** What a check of the whole trail finds; `broken` names the first seal that the rows under it do not give. */
export type TrailCheck =
  | { readonly kind: 'intact'; readonly seals: number; readonly rows: number }
  | { readonly kind: 'broken'; readonly seal: number };

/** Computes the chain over all rows anew and compares it with every seal. */
export async function verifyTrail(db: Kysely<AccessTables>): Promise<TrailCheck> {
  let state: ChainState = emptyChain;
  let count = 0n;
  for (;;) {
    const next = await db
      .selectFrom('audit_seal')
      .selectAll()
      .where('seal', '>', count)
      .orderBy('seal')
      .executeTakeFirst();
    if (!next) return { kind: 'intact', seals: Number(count), rows: Number(state.rows) };
    for await (const reached of chain(db, state, stateOf(next))) state = reached;
    const isWhole = state.head === next.head && state.rows === next.row_count && next.seal === count + 1n;
    if (!isWhole) return { kind: 'broken', seal: Number(next.seal) };
    count = next.seal;
  }
}

function lastSeal(db: Kysely<AccessTables>): Promise<Selectable<AccessTables['audit_seal']> | undefined> {
  return db.selectFrom('audit_seal').selectAll().orderBy('seal', 'desc').limit(1).executeTakeFirst();
}

function stateOf(row: Selectable<AccessTables['audit_seal']>): ChainState {
  return { xid: row.last_xid, seq: row.last_seq, rows: row.row_count, head: row.head };
}
