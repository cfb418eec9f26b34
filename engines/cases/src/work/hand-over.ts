import { type Kysely, sql } from 'kysely';
import type { CasesTables } from '../database.gen.ts';
import { mostAttempts } from './queue.ts';

const atOnce = 1_000;

/** Hands what follows from cases over to the queue, the oldest first, until nothing is left; several processes may do so at once. */
export async function handOver(db: Kysely<CasesTables>): Promise<void> {
  for (let moved = atOnce; moved === atOnce; ) moved = await handOverSome(db);
}

/**
 * In one statement, so that nothing is in neither or in both. The notices of a case go together: one job of the queue costs more than all it
 * takes to tell a few people.
 */
async function handOverSome(db: Kysely<CasesTables>): Promise<number> {
  const { rows } = await sql<{ readonly moved: number }>`
    with gone as (
      delete from case_outbox where no in (select no from case_outbox order by no limit ${atOnce} for update skip locked)
      returning no, jobs
    ), follows as (
      select g.no, j.nth, j.task, j.key, j.payload from gone g
        cross join lateral rows from (json_to_recordset(g.jobs) as (task text, key text, payload json)) with ordinality as j (task, key, payload, nth)
    ), wanted as (
      select no, nth, task, key, payload from follows where task <> 'case-notice'
      union all
      select min(no), 0, 'case-notices', (array_agg(key order by no, nth))[1],
        json_build_object('notices', json_agg(json_build_object('key', key, 'notice', payload) order by no, nth))
      from follows where task = 'case-notice' group by payload ->> 'case'
    ), begun as (
      select count(*) from graphile_worker.add_jobs(array(
        select row(task, payload, null, null, ${sql.raw(`${mostAttempts}`)}, key, null, null)::graphile_worker.job_spec
        from wanted order by no, nth))
      where exists (select from wanted)
    )
    select (select count(*) from gone)::int as moved from begun`.execute(db);
  return rows[0]!.moved;
}
