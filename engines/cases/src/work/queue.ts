import { codeOf } from '@finharbor/kernel';
import { openPool } from '@finharbor/kernel/database';
import { Logger, runMigrations } from 'graphile-worker';
import { type Kysely, sql } from 'kysely';
import type { CasesTables } from '../database.gen.ts';

/** Nothing goes to the queue's own log: its lines could hold what a job is about. */
export const silent: Logger = new Logger(() => () => {});

/** The queue's tasks: what a case wants done elsewhere, who is to be told, and what the clock does. */
const caseTasks = ['case-effect', 'case-notices', 'case-ring'] as const;

/** As often a job is tried, ever later: for about four days. */
export const mostAttempts = 25;

/** Brings the queue's own tables up to date; at start, once for a database. Safe to run from two processes at once. */
export async function migrateQueue(url: string): Promise<void> {
  const pool = openPool({ connectionString: url });
  try {
    await runMigrations({ pgPool: pool, logger: silent });
  } finally {
    await pool.end();
  }
}

/** A job that failed and is waiting for another try, or has had all of them. `code` says why, and nothing of what it is about. */
export type StuckJob = {
  readonly id: string;
  readonly task: string;
  readonly key: string | null;
  readonly code: string;
  readonly attempts: number;
  /** Nobody tries it again until `retryJob`. */
  readonly isGivenUp: boolean;
  readonly nextMs: number;
};

/** Jobs that have failed, those given up first. */
export async function stuckJobs(db: Kysely<CasesTables>, limit: number = 100): Promise<readonly StuckJob[]> {
  const { rows } = await sql<StuckJob>`
    select id::text as id, task_identifier as task, key, last_error as code, attempts, attempts >= max_attempts as "isGivenUp",
      (extract(epoch from run_at) * 1000)::float8 as "nextMs"
    from graphile_worker.jobs where last_error is not null and task_identifier in (${sql.join([...caseTasks])})
    order by attempts >= max_attempts desc, run_at, id limit ${limit}`.execute(db);
  return rows;
}

/** Has a job that failed tried again, now and as often as a new one; false where it is not there or just running. */
export async function retryJob(db: Kysely<CasesTables>, id: string): Promise<boolean> {
  const { rows } = await sql`
    select id from graphile_worker.reschedule_jobs(array[${id}::bigint], run_at => now(), attempts => 0)`.execute(
    db,
  );
  return rows.length === 1;
}

/** What the queue keeps of a failure: a code, and nothing of a message, which could hold what the job is about. */
export function codeOnly(error: unknown): Error {
  const kept = new Error(codeOf(error));
  kept.stack = kept.message;
  return kept;
}
