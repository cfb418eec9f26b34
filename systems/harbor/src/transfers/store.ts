import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { NamedJob } from './named.ts';

/** Which transfers were asked for by which attempt of a job; durable before the transfer is. */
export type TransferLinks = {
  /** Does nothing where the transfer is known: what it is for never changes. */
  readonly put: (pid: string, job: NamedJob) => Promise<void>;
  readonly of: (pid: string) => Promise<NamedJob | undefined>;
  /** Of one attempt, or of all; the latest attempt first. */
  readonly ofJob: (job: string, attempt?: number) => Promise<readonly TransferLink[]>;
};
export type TransferLink = NamedJob & { readonly pid: string };

/** On PostgreSQL. */
export function transferLinks(db: Kysely<HarborTables>): TransferLinks {
  return {
    put: async (pid, { job, attempt, session }) => {
      await db
        .insertInto('job_transfer')
        .values({ pid, job_id: job, attempt, session })
        .onConflict((on) => on.doNothing())
        .execute();
    },
    of: async (pid) => {
      const row = await db.selectFrom('job_transfer').selectAll().where('pid', '=', pid).executeTakeFirst();
      return row && { job: row.job_id, attempt: row.attempt, session: row.session };
    },
    ofJob: async (job, attempt) => {
      const rows = await db
        .selectFrom('job_transfer')
        .selectAll()
        .where('job_id', '=', job)
        .$if(attempt !== undefined, (links) => links.where('attempt', '=', attempt!))
        .orderBy('attempt', 'desc')
        .orderBy('pid')
        .execute();
      return rows.map((row) => ({
        pid: row.pid,
        job: row.job_id,
        attempt: row.attempt,
        session: row.session,
      }));
    },
  };
}
