import { instantText } from '@finharbor/kernel';
import { parsedOnce } from '@finharbor/kernel/database';
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import { agreementEnd } from '../agreements/end.ts';
import type { DataspaceTables } from '../database.gen.ts';
import type { Role } from '../domain.ts';
import type { Family } from '../protocol/endpoints.ts';
import { type AnyProcess, familyOf, isNegotiation } from '../protocol/process.ts';
import {
  type Claim,
  detailsOf,
  instantOrNull,
  type Outgoing,
  readOutgoing,
  readStored,
  type Stored,
} from './rows.ts';

/** A step as the history keeps it: the message of one side, and the process after it. */
export type StepNote = {
  readonly message: string;
  readonly by: Role;
  readonly after: AnyProcess;
  readonly digest?: Uint8Array;
};

/** One change of a process, all of it or nothing. */
export type Change = {
  /** The version it was decided on; 0 for a process that begins. */
  readonly base: number;
  /** As it is afterwards, some versions on. */
  readonly next: Stored;
  /** What happened, numbered so that the last has the version of `next`. */
  readonly steps: readonly StepNote[];
  /** What is under way afterwards: `keep` what is, nothing, or this. */
  readonly outgoing: 'keep' | 'none' | Omit<Outgoing, 'pid' | 'no' | 'attempts'>;
};

/** The connector's durable state. Each call is one statement, so one round trip and one transaction. */
export type ProcessStore = {
  /** False where the other side's process is there already. */
  readonly create: (change: Change) => Promise<boolean>;
  /** False where the process has gone on since `base`. */
  readonly change: (change: Change) => Promise<boolean>;
  /** A process and its message under way. */
  readonly find: (pid: string) => Promise<Found | undefined>;
  /** The same, and whether a message of this digest was accepted in it. */
  readonly findFor: (pid: string, digest: Uint8Array) => Promise<FoundFor | undefined>;
  /** The process that another side began under an id of its own. */
  readonly findTheirs: (begun: Begun) => Promise<Stored | undefined>;
  /** Whether a message of this digest was ever accepted in a process. */
  readonly hasAccepted: (pid: string, digest: Uint8Array) => Promise<boolean>;
  /** Notes that the owners of these have nothing to say; a process that has gone on is left alone. */
  readonly settle: (settled: readonly Stored[]) => Promise<void>;
  /** Takes over what no process is at, or no more. */
  readonly claimTurns: (claim: Claim) => Promise<readonly Stored[]>;
  readonly claimMessages: (claim: Claim) => Promise<readonly Required<Found>[]>;
  /** Puts a message off after an attempt that failed. False where it is no longer under way. */
  readonly putOff: (outgoing: Outgoing) => Promise<boolean>;
};

export type Found = { readonly stored: Stored; readonly outgoing?: Outgoing };
/** `last`: and nothing has happened since. */
export type FoundFor = Found & { readonly accepted: 'never' | 'before' | 'last' };
export type Begun = {
  readonly peer: string;
  readonly family: Family;
  readonly role: Role;
  readonly peerPid: string;
};

/** The store in PostgreSQL. */
export function postgresProcessStore(db: Kysely<DataspaceTables>): ProcessStore {
  return {
    create: (change) => write(db, insertion(change.next), change),
    change: (change) => write(db, alteration(change), change),
    find: async (pid) => {
      const row = await withMessage(db, pid).executeTakeFirst();
      return row && readFound(row);
    },
    findFor: (pid, digest) => findFor(db, pid, digest),
    findTheirs: async ({ peer, family, role, peerPid }) => {
      const row = await db
        .selectFrom('dataspace_process')
        .selectAll()
        .where((eb) => eb.and({ peer, kind: family, role, peer_pid: peerPid, is_theirs: true }))
        .executeTakeFirst();
      return row && readStored(row);
    },
    hasAccepted: async (pid, digest) => {
      const row = await db
        .selectFrom('dataspace_step')
        .select('no')
        .where('pid', '=', pid)
        .where('digest', '=', Buffer.from(digest))
        .executeTakeFirst();
      return row !== undefined;
    },
    settle: (settled) => settle(db, settled),
    claimTurns: (claim) => claimTurns(db, claim),
    claimMessages: (claim) => claimMessages(db, claim),
    putOff: async ({ pid, no, attempts, dueAtMs }) => {
      const { numUpdatedRows } = await db
        .updateTable('dataspace_outbox')
        .set({ attempts, due_at: instantText(dueAtMs) })
        .where('pid', '=', pid)
        .where('no', '=', no)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

/** The process itself and, if that was written, what hangs on it: one statement sees one state and commits once. */
async function write(
  db: Kysely<DataspaceTables>,
  changed: RawBuilder<unknown>,
  change: Change,
): Promise<boolean> {
  const parts = [
    sql`changed as (${changed})`,
    ...stepPart(change),
    ...outboxPart(change),
    ...turnPart(change),
    ...agreementPart(change),
  ];
  const { rows } = await sql`${sql.raw(parsedOnce)} with ${sql.join(parts)} select 1 from changed`.execute(
    db,
  );
  return rows.length === 1;
}

function insertion({ process, version }: Stored): RawBuilder<unknown> {
  const about = isNegotiation(process) ? process.datasetId : process.agreementId;
  return sql`insert into dataspace_process (pid, kind, role, peer, peer_pid, peer_address, is_theirs, state, about, details,
      reason, version, created_at, updated_at)
    values (${process.pid}, ${familyOf(process)}, ${process.role}, ${process.peer}, ${process.peerPid ?? null},
      ${process.peerAddress}, ${process.peerPid !== undefined}, ${process.state}, ${about}, ${JSON.stringify(detailsOf(process))}::jsonb,
      ${process.reason ? JSON.stringify(process.reason) : null}::jsonb, ${version},
      ${instantText(process.createdAtMs)}, ${instantText(process.updatedAtMs)})
    on conflict (peer, kind, role, peer_pid) where is_theirs do nothing returning pid`;
}

function alteration({ base, next }: Change): RawBuilder<unknown> {
  const { process, version } = next;
  return sql`update dataspace_process set peer_pid = ${process.peerPid ?? null}, state = ${process.state},
      details = ${JSON.stringify(detailsOf(process))}::jsonb,
      reason = ${process.reason ? JSON.stringify(process.reason) : null}::jsonb, version = ${version},
      updated_at = ${instantText(process.updatedAtMs)}
    where pid = ${process.pid} and version = ${base} returning pid`;
}

function stepPart({ next, steps }: Change): readonly RawBuilder<unknown>[] {
  if (steps.length === 0) return [];
  const first = next.version - steps.length + 1;
  const rows = steps.map(({ message, by, after, digest }, at) => ({
    no: first + at,
    message,
    by_role: by,
    state: after.state,
    reason: after.reason ?? null,
    digest: digest ? `\\x${Buffer.from(digest).toString('hex')}` : null,
  }));
  return [
    sql`noted as (insert into dataspace_step (pid, no, message, by_role, state, reason, digest, at)
      select changed.pid, s.no, s.message, s.by_role, s.state, s.reason, s.digest,
        ${instantText(next.process.updatedAtMs)}::timestamptz
      from changed, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s
        (no integer, message text, by_role text, state text, reason jsonb, digest bytea))`,
  ];
}

function outboxPart({ next, outgoing }: Change): readonly RawBuilder<unknown>[] {
  if (outgoing === 'keep') return [];
  if (outgoing === 'none')
    return [sql`gone as (delete from dataspace_outbox o using changed where o.pid = changed.pid)`];
  const { message, path, body, dueAtMs } = outgoing;
  return [
    sql`sent as (insert into dataspace_outbox (pid, no, message, path, body, due_at)
      select pid, ${next.version}::integer, ${message}::text, ${path}::text, ${body}::text,
        ${instantText(dueAtMs)}::timestamptz from changed
      on conflict (pid) do update set no = excluded.no, message = excluded.message, path = excluded.path,
        body = excluded.body, attempts = 0, due_at = excluded.due_at)`,
  ];
}

function turnPart({ next: { version, turnUntilMs } }: Change): readonly RawBuilder<unknown>[] {
  if (turnUntilMs === undefined)
    return [sql`over as (delete from dataspace_turn t using changed where t.pid = changed.pid)`];
  return [
    sql`turned as (insert into dataspace_turn (pid, version, due_at)
      select pid, ${version}::integer, ${instantText(turnUntilMs)}::timestamptz from changed
      on conflict (pid) do update set version = excluded.version, due_at = excluded.due_at)`,
  ];
}

/** What was agreed on is in force with the step that finalizes it, and not before. */
function agreementPart({ next: { process }, steps }: Change): readonly RawBuilder<unknown>[] {
  if (steps.length === 0 || !isNegotiation(process) || process.state !== 'FINALIZED') return [];
  if (!process.agreement) return [];
  const end = agreementEnd(process.agreement, process.updatedAtMs);
  return [
    sql`agreed as (insert into dataspace_agreement (id, peer, role, dataset_id, body, negotiation_pid, created_at, due_at)
      select ${process.agreement['@id']}::text, ${process.peer}::text, ${process.role}::text,
        ${process.datasetId}::text, ${JSON.stringify(process.agreement)}::jsonb, pid,
        ${instantText(process.updatedAtMs)}::timestamptz, ${instantOrNull(end?.atMs)}::timestamptz from changed
      on conflict do nothing)`,
  ];
}

function withMessage(db: Kysely<DataspaceTables>, pid: string) {
  return db
    .selectFrom('dataspace_process as p')
    .leftJoin('dataspace_outbox as o', 'o.pid', 'p.pid')
    .selectAll('p')
    .select(['o.no', 'o.message', 'o.path', 'o.body', 'o.attempts', 'o.due_at'])
    .where('p.pid', '=', pid);
}

type FoundRow = Awaited<ReturnType<ReturnType<typeof withMessage>['executeTakeFirstOrThrow']>>;

function readFound(row: FoundRow): Found {
  const stored = readStored(row);
  if (row.no === null) return { stored };
  return { stored, outgoing: readOutgoing(row as Selectable<DataspaceTables['dataspace_outbox']>) };
}

async function findFor(
  db: Kysely<DataspaceTables>,
  pid: string,
  digest: Uint8Array,
): Promise<FoundFor | undefined> {
  const row = await withMessage(db, pid)
    .select((eb) => {
      const steps = eb
        .selectFrom('dataspace_step as s')
        .select((step) => step.fn.max('s.no').as('no'))
        .whereRef('s.pid', '=', 'p.pid');
      return [steps.as('last_step'), steps.where('s.digest', '=', Buffer.from(digest)).as('accepted_step')];
    })
    .executeTakeFirst();
  if (!row) return undefined;
  const { last_step, accepted_step } = row;
  const accepted = accepted_step === null ? 'never' : accepted_step === last_step ? 'last' : 'before';
  return { ...readFound(row), accepted };
}

async function settle(db: Kysely<DataspaceTables>, settled: readonly Stored[]): Promise<void> {
  const rows = settled.map(({ process, version }) => ({ pid: process.pid, version }));
  await sql`delete from dataspace_turn t
    using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s (pid text, version integer)
    where t.pid = s.pid and t.version = s.version`.execute(db);
}

// Both claims skip what another process is just claiming: two that look at once share the work and do not wait for each other.
async function claimTurns(
  db: Kysely<DataspaceTables>,
  { nowMs, untilMs, limit }: Claim,
): Promise<readonly Stored[]> {
  const rows = await db
    .with('claimed', (query) =>
      query
        .updateTable('dataspace_turn')
        .set({ due_at: instantText(untilMs) })
        .where('pid', 'in', (eb) =>
          eb
            .selectFrom('dataspace_turn')
            .select('pid')
            .where('due_at', '<=', instantText(nowMs))
            .orderBy('due_at')
            .limit(limit)
            .forUpdate()
            .skipLocked(),
        )
        .returning(['pid', 'version']),
    )
    .selectFrom('dataspace_process as p')
    .innerJoin('claimed', (join) =>
      join.onRef('claimed.pid', '=', 'p.pid').onRef('claimed.version', '=', 'p.version'),
    )
    .selectAll('p')
    .execute();
  return rows.map((row) => ({ ...readStored(row), turnUntilMs: untilMs }));
}

async function claimMessages(
  db: Kysely<DataspaceTables>,
  { nowMs, untilMs, limit }: Claim,
): Promise<readonly Required<Found>[]> {
  const claimed = await db
    .updateTable('dataspace_outbox')
    .set({ due_at: instantText(untilMs) })
    .where('pid', 'in', (eb) =>
      eb
        .selectFrom('dataspace_outbox')
        .select('pid')
        .where('due_at', '<=', instantText(nowMs))
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
  if (claimed.length === 0) return [];
  const processes = await db
    .selectFrom('dataspace_process')
    .selectAll()
    .where(
      'pid',
      'in',
      claimed.map(({ pid }) => pid),
    )
    .execute();
  const byPid = new Map(processes.map((row) => [row.pid, readStored(row)]));
  return claimed.flatMap((row) => {
    const stored = byPid.get(row.pid);
    // Between the two statements the process may have gone on, and its message with it.
    return stored?.version === row.no ? [{ stored, outgoing: readOutgoing(row) }] : [];
  });
}
