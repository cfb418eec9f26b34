import { type Kysely, sql } from 'kysely';
import type { CasesTables } from '../database.gen.ts';

/** What a worker's connection holds for as long as it lives: a lock of PostgreSQL's, by the worker's name. */
export const holdAlive = 'select pg_advisory_lock_shared(hashtextextended($1, 7163001902449))';

/**
 * Gives back the jobs of workers that are gone: killed, or cut off from the database. The queue itself would wait for four hours.
 * A job that was taken a moment ago is left alone: its worker may be about to hold its lock again.
 */
export async function giveBack(db: Kysely<CasesTables>, afterMs: number): Promise<void> {
  await sql`
    with holding as (
      select distinct locked_by from graphile_worker.jobs
      where locked_by is not null and locked_at < now() - make_interval(secs => ${afterMs / 1000}::float8)),
    gone as (
      select locked_by from holding where pg_try_advisory_xact_lock(hashtextextended(locked_by, 7163001902449)))
    select graphile_worker.force_unlock_workers(array(select locked_by from gone))`.execute(db);
}
