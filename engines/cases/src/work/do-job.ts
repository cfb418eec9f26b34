import type { Clock } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { CasesTables } from '../database.gen.ts';
import type { CasePort } from './port.ts';

/** A job with who does it. */
type Doing<T> = { readonly port: CasePort<T>; readonly job: T; readonly signal: AbortSignal };
type Kept = { readonly db: Kysely<CasesTables>; readonly clock: Clock };

/** Does a job, unless it is done. */
export async function doJob<T extends { readonly key: string }>(
  { db, clock }: Kept,
  { port, job, signal }: Doing<T>,
): Promise<void> {
  const mark = async (tx: Kysely<CasesTables>): Promise<boolean> => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('case_job_done')
      .values({ key: job.key, at_ms: BigInt(clock.nowMs()) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  };
  if (port.kind === 'inside') {
    // The mark comes first: a second process that has the same job waits here for the first one's end, and finds it done.
    await db.transaction().execute(async (tx) => {
      if (await mark(tx)) await port.run(tx, job);
    });
    return;
  }
  const done = await db
    .selectFrom('case_job_done')
    .select('key')
    .where('key', '=', job.key)
    .executeTakeFirst();
  if (done) return;
  await port.run(job, signal);
  await mark(db);
}

const marksAtOnce = 10_000;
/** A process that was halted in mid-job for longer than this, and whose job another one did meanwhile, could do it again. */
const marksStayMs = 86_400_000;

/** Removes old marks of jobs that the queue does not know any more, so that nobody can begin them again. */
export async function removeMarks({ db, clock }: Kept): Promise<void> {
  await sql`delete from case_job_done d where d.key in (
      select m.key from case_job_done m
      where m.at_ms < ${BigInt(clock.nowMs() - marksStayMs)} and not exists (select from graphile_worker.jobs j where j.key = m.key)
      order by m.at_ms limit ${marksAtOnce})`.execute(db);
}
