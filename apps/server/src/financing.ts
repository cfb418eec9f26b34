import {
  type FinancingContext,
  postgresFinancing,
  type Score,
  type ScoreOutcome,
} from '@finharbor/financing';
import { issuerKey, type JobRunner, type NodeContext, rerunJob, startJob } from '@finharbor/harbor';
import { type Clock, idSource, systemRandom } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import { type ServerTables, tablesOf } from './database.ts';

/** What the financing system is tied to. */
export type FinancingParts = {
  readonly ctx: NodeContext;
  readonly db: Kysely<ServerTables>;
  readonly runner: JobRunner;
  /** Reads the hub's feed up to now. */
  readonly sync: () => Promise<unknown>;
  readonly clock: Clock;
};

/** Ties the lender's book to the data harbor of the same node: scores are jobs, and a job's result is a score. */
export function financingOf({ ctx, db, runner, sync, clock }: FinancingParts): FinancingContext {
  return {
    store: postgresFinancing(tablesOf(db), clock),
    clock,
    newId: idSource(clock, systemRandom),
    scoring: {
      async firmKey(uscc) {
        // The registrar may have vouched for the key a moment ago.
        await sync();
        return issuerKey(ctx.store, `firm:${uscc}`);
      },
      async start({ jobId, ...request }) {
        await startJob(ctx, runner, { kind: 'score', job: jobId, ...request });
      },
      async again(jobId) {
        await rerunJob(ctx, runner, jobId);
      },
      outcome: (jobId) => outcome(ctx, jobId),
      contract: (id) => ctx.store.documents.get(id),
    },
  };
}

async function outcome(ctx: NodeContext, jobId: string): Promise<ScoreOutcome> {
  const job = await ctx.store.jobs.get(jobId);
  if (!job) return { kind: 'absent' };
  if (job.status === 'done') return { kind: 'scored', score: job.result as unknown as Score };
  if (job.status === 'waiting' || job.status === 'running') return { kind: 'running' };
  return {
    kind: 'failed',
    code: job.error?.code ?? 'internal',
    message: job.error?.message ?? 'The job failed.',
  };
}
