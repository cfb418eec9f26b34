import { type Kysely, sql } from 'kysely';
import type { CasesTables } from '../database.gen.ts';

/**
 * Has jobs go that follow from cases whose contents have gone: what they are about stands in the queue as long as they wait or have failed.
 * One that is just being done goes by itself, or the next time. Looks at what stands in the queue, so that nothing is left by whoever was
 * killed before.
 */
export async function forgetJobs(db: Kysely<CasesTables>): Promise<void> {
  const { rows } = await sql<{ readonly there: boolean }>`
    select to_regclass('graphile_worker.jobs') is not null as there`.execute(db);
  // A process that only reads and writes cases has no queue.
  if (!rows[0]!.there) return;
  await sql`
    with waiting as materialized (
      select id, left(key, 36)::uuid as about from graphile_worker.jobs
      where task_identifier in ('case-effect', 'case-notices') and key is not null
    )
    select count(*) from graphile_worker.complete_jobs(array(
      select w.id from waiting w join case_file c on c.id = w.about where c.forgotten_at_ms is not null))`.execute(
    db,
  );
}
