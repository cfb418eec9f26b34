import { setTimeout as delay } from 'node:timers/promises';
import { finishIntersectionJob } from '@finharbor/fusion';
import { codeOf } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { contractFile } from '../contracts.ts';
import type { Body } from '../documents.ts';
import { contractState } from '../domain.ts';
import type { JobRunner } from '../run-job.ts';
import { rerunJob } from '../start-job.ts';
import type { Job } from '../store.ts';
import { wentAway } from '../went-away.ts';
import type { ProposedKind } from './draft.ts';
import { resultOf } from './intersection-outcome.ts';
import { optionsOf } from './run-intersection.ts';

const retryMs = 4_000;
/** So often a computation is tried in all before a person has to. */
const mostTries = 4;
const resumed: ReadonlySet<string> = new Set<ProposedKind | 'deliver'>([
  'intersect',
  'statistics',
  'deliver',
]);
/** After a longer stop a person decides whether they are still wanted. */
const freshMs = 3_600_000;
const newest = 200;
/**
 * Goes on with computations that a killed process or a lost line broke off: at the start those that lie there, then whichever fails.
 * An intersection whose parts all parties have is written down without the others; anything else runs again at its consumer, as its next
 * attempt. Statistics have the same answer then; whatever it is, it is paid for once.
 */
export async function resumeComputations(
  ctx: NodeContext,
  runner: JobRunner,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new Set<string>();
  const again = async (id: string): Promise<void> => {
    if (waiting.has(id)) return;
    const job = await ctx.store.jobs.get(id);
    if (!job || !isPassing(ctx, job)) return;
    waiting.add(id);
    try {
      await delay(retryMs * job.attempt, undefined, { signal });
      const now = await ctx.store.jobs.get(id);
      if (now?.status === 'failed' && now.attempt === job.attempt) await rerunJob(ctx, runner, id);
    } finally {
      waiting.delete(id);
    }
  };
  const orNote = (work: Promise<void>, jobId: string): void => {
    work.catch((error: unknown) => {
      if (!signal.aborted) ctx.note('job.not_resumed', { jobId, code: codeOf(error) }, error);
    });
  };
  for (const id of await ctx.work.jobs()) {
    await tidyUp(ctx, id);
    orNote(again(id), id);
  }
  for (const id of await lateJobs(ctx)) orNote(again(id), id);
  const stop = ctx.watch.onAny((id) => orNote(again(id), id));
  signal.addEventListener('abort', stop);
}

function isPassing(ctx: NodeContext, { kind, status, error, attempt, request }: Job): boolean {
  const { roster } = request as unknown as Body<'job'>;
  const isOwn = resumed.has(kind) && roster[0] === ctx.party;
  return isOwn && status === 'failed' && attempt < mostTries && wentAway.has(error?.code ?? '');
}

/** Statistics and deliveries that ended a short while ago: unlike intersections they leave nothing in a folder. */
async function lateJobs(ctx: NodeContext): Promise<readonly string[]> {
  const sinceMs = ctx.clock.nowMs() - freshMs;
  const jobs = await ctx.store.jobs.list(newest);
  return jobs.flatMap(({ id, kind, updatedAtMs }) =>
    (kind === 'statistics' || kind === 'deliver') && updatedAtMs >= sinceMs ? [id] : [],
  );
}

/** Finishes a job that only its result is missing of, and removes the folder of one that is over. */
async function tidyUp(ctx: NodeContext, id: string): Promise<void> {
  const job = await ctx.store.jobs.get(id);
  if (job?.status === 'failed' && (await finished(ctx, job))) return;
  if (!job || job.status === 'done' || !(await mayRunAgain(ctx, job))) await ctx.work.remove(id);
}

async function mayRunAgain(ctx: NodeContext, { contractId }: Job): Promise<boolean> {
  return contractState(await contractFile(ctx, contractId), ctx.clock.nowMs()) === 'in_force';
}

async function finished(ctx: NodeContext, job: Job): Promise<boolean> {
  try {
    const options = await optionsOf(ctx, job.request as unknown as Body<'job'>);
    const report = await finishIntersectionJob({ ...options, session: job.id, self: ctx.party });
    const done = { status: 'done', stage: 'done', error: null } as const;
    const event = { kind: 'status', status: 'done', code: null } as const;
    await ctx.store.jobs.change(job.id, { ...done, result: resultOf(options.plan, report, []) }, event);
    await ctx.work.remove(job.id);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'fusion.job_not_ready')
      ctx.note('job.not_finished', { jobId: job.id, code: codeOf(error) }, error);
    return false;
  }
}
