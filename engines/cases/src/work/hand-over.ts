import { type Kysely, sql } from 'kysely';
import type { CasesTables } from '../database.gen.ts';
import { mostAttempts } from './queue.ts';

const atOnce = 1_000;

/** Hands what follows from cases over to the queue, the oldest first, until nothing is left; several processes may do so at once. */
export async function handOver(db: Kysely<CasesTables>): Promise<void> {
  for (let moved = atOnce; moved === atOnce; ) moved = await handOverSome(db);
}

/** In one statement, so that nothing is in neither or in both. */
async function handOverSome(db: Kysely<CasesTables>): Promise<number> {
  const { rows } = await sql<{ readonly moved: number }>`
    with gone as (
      delete from case_outbox where no in (select no from case_outbox order by no limit ${atOnce} for update skip locked)
      returning no, task, key, payload
    ), begun as (
      select count(*) from graphile_worker.add_jobs(array(
        select row(task, payload, null, null, ${sql.raw(`${mostAttempts}`)}, key, null, null)::graphile_worker.job_spec
        from gone order by no))
      where exists (select from gone)
    )
    select (select count(*) from gone)::int as moved from begun`.execute(db);
  return rows[0]!.moved;
}
