import type { Clock, Json } from '@finharbor/kernel';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { ContractKind } from '../documents.ts';
import type {
  Job,
  JobChange,
  JobError,
  JobEvent,
  JobStatus,
  JobStore,
  NumberedEvent,
  Row,
} from '../store.ts';

/** The job store on PostgreSQL. */
export function jobStore(db: Kysely<HarborTables>, clock: Clock): JobStore {
  return {
    begin: (job) => begin(db, job),
    async get(id) {
      const row = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
      return row && jobOf(row);
    },
    async list(limit, before) {
      const rows = await db
        .selectFrom('job')
        .selectAll()
        .$if(before !== undefined, (jobs) => jobs.where('id', '<', before!))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(jobOf);
    },
    async ofProposals(proposals) {
      const rows = await db
        .selectFrom('job')
        .selectAll()
        .where(sql<string>`request #>> '{plan,proposal}'`, 'in', [...proposals, ''])
        .orderBy('id', 'desc')
        .execute();
      return rows.map(jobOf);
    },
    change: (id, change, event) =>
      db.transaction().execute(async (tx) => {
        await changeJob(tx, { id, change, nowMs: clock.nowMs() });
        if (event) await addEvent(tx, { id, event, nowMs: clock.nowMs() });
      }),
    addEvent: (id, event) => addEvent(db, { id, event, nowMs: clock.nowMs() }),
    async events(id, after) {
      const rows = await db
        .selectFrom('job_event')
        .selectAll()
        .where('job_id', '=', id)
        .where('seq', '>', BigInt(after))
        .orderBy('seq')
        .limit(500)
        .execute();
      return rows.map(
        (row): NumberedEvent => ({
          seq: Number(row.seq),
          atMs: Number(row.at_ms),
          event: row.event as unknown as JobEvent,
        }),
      );
    },
    async failInterrupted() {
      const error: JobError = {
        code: 'job.interrupted',
        message:
          'This node stopped while the job was running. Run the job again; the use is not counted twice.',
      };
      const nowMs = clock.nowMs();
      return db.transaction().execute(async (tx) => {
        const failed = await tx
          .updateTable('job')
          .set({ status: 'failed', error: JSON.stringify(error), updated_at_ms: BigInt(nowMs) })
          .where('status', 'in', ['running', 'waiting'])
          .returning('id')
          .execute();
        for (const { id } of failed)
          await addEvent(tx, { id, event: { kind: 'status', status: 'failed', code: error.code }, nowMs });
        return failed.length;
      });
    },
  };
}

async function addEvent(
  db: Kysely<HarborTables>,
  { id, event, nowMs }: { id: string; event: JobEvent; nowMs: number },
): Promise<void> {
  await db
    .insertInto('job_event')
    .values({ job_id: id, at_ms: BigInt(nowMs), event: JSON.stringify(event) })
    .execute();
}

async function begin(db: Kysely<HarborTables>, job: Job): Promise<'begun' | 'already_begun'> {
  const values = {
    kind: job.kind,
    contract_id: job.contractId,
    status: job.status,
    attempt: job.attempt,
    session: job.session,
    request: JSON.stringify(job.request),
    stage: job.stage,
    error: null,
    result: null,
    updated_at_ms: BigInt(job.updatedAtMs),
  };
  const own_row = job.ownRow === null ? null : JSON.stringify(job.ownRow);
  // Two deliveries of one job document may race: the attempt only ever grows, so the second one changes nothing.
  const done = await db
    .insertInto('job')
    .values({ id: job.id, ...values, own_row, created_at_ms: BigInt(job.createdAtMs) })
    .onConflict((on) => on.column('id').doUpdateSet(values).where('job.attempt', '<', job.attempt))
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n ? 'begun' : 'already_begun';
}

async function changeJob(
  db: Kysely<HarborTables>,
  { id, change, nowMs }: { id: string; change: JobChange; nowMs: number },
): Promise<void> {
  await db
    .updateTable('job')
    .set({
      updated_at_ms: BigInt(nowMs),
      ...(change.status === undefined ? {} : { status: change.status }),
      ...(change.stage === undefined ? {} : { stage: change.stage }),
      ...(change.error === undefined
        ? {}
        : { error: change.error === null ? null : JSON.stringify(change.error) }),
      ...(change.result === undefined ? {} : { result: JSON.stringify(change.result) }),
    })
    .where('id', '=', id)
    .execute();
}

function jobOf(row: Selectable<HarborTables['job']>): Job {
  return {
    id: row.id,
    kind: row.kind as ContractKind,
    contractId: row.contract_id,
    status: row.status as JobStatus,
    attempt: row.attempt,
    session: row.session,
    request: row.request as Json,
    ownRow: row.own_row as Row | null,
    stage: row.stage,
    error: row.error as JobError | null,
    result: row.result as Json | null,
    createdAtMs: Number(row.created_at_ms),
    updatedAtMs: Number(row.updated_at_ms),
  };
}
