import type { Mesh } from '@finharbor/fusion';
import { codeOf, fail, type Json } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { NodeContext } from './context.ts';
import type { Body } from './documents.ts';
import { type Meeting, meet } from './meet.ts';
import { runIntersection } from './proposals/run-intersection.ts';
import { runStatisticsJob } from './proposals/run-statistics.ts';
import { runScore } from './run-score.ts';
import { runTraining } from './run-training.ts';
import { stageMemory } from './stage-memory.ts';
import type { Row } from './store.ts';
import type { JobPart, JobTransfer } from './transfers/plane.ts';

const progressEveryMs = 100;

/** One session of a job as the party's code sees it. */
export type Session = {
  readonly ctx: NodeContext;
  readonly job: Body<'job'>;
  readonly mesh: Mesh;
  readonly dealer: Channel;
  readonly ownRow: Row | null;
  /** The transfers that the session is. */
  readonly transfers: readonly JobTransfer[];
};

/** A party's part in a computation: runs the protocol among parties that have met, and leaves no channel open whatever happens. */
export async function runSession({ ctx, job, ownRow, started, signal }: JobPart): Promise<Json> {
  const { meeting, transfers } = await meetWhileStarting({ ctx, job, started, signal });
  const memory = stageMemory();
  const onAbort = (): void => meeting.abort(codeOf(signal.reason));
  signal.addEventListener('abort', onAbort);
  try {
    signal.throwIfAborted();
    const { channels, dealer } = meeting;
    const tell = progressOf(ctx, job.job, [...channels.values(), ...(dealer ? [dealer] : [])]);
    const mesh: Mesh = {
      session: job.session,
      self: ctx.party,
      parties: job.roster,
      channels,
      progress(stage, done, total) {
        memory.enter(stage);
        tell(stage, done, total);
      },
    };
    const result = await runKind({ ctx, job, mesh, ownRow, transfers }, dealer);
    await meeting.close();
    const peaks = memory.end();
    return job.kind === 'train' ? { ...(result as object), memory: peaks } : result;
  } catch (error) {
    meeting.abort(codeOf(error));
    throw error;
  } finally {
    memory.end();
    signal.removeEventListener('abort', onAbort);
  }
}

type Starting = Pick<JobPart, 'ctx' | 'job' | 'started' | 'signal'>;

/** The parties meet while the transfers start; where one of the two does not come to be, the other ends. */
async function meetWhileStarting({ ctx, job, started, signal }: Starting): Promise<{
  readonly meeting: Meeting;
  readonly transfers: readonly JobTransfer[];
}> {
  const refused = new AbortController();
  started.catch((error: unknown) => refused.abort(error));
  const [met, carried] = await Promise.allSettled([
    meet(ctx, job, AbortSignal.any([signal, refused.signal])),
    started,
  ]);
  if (carried.status === 'fulfilled' && met.status === 'fulfilled')
    return { meeting: met.value, transfers: carried.value };
  // That a provider has refused says more than that it did not come.
  const { reason } = (carried.status === 'rejected' ? carried : met) as PromiseRejectedResult;
  if (met.status === 'fulfilled') met.value.abort(codeOf(reason));
  throw reason;
}

/** What each kind of job does once the parties have met. */
function runKind(session: Omit<Session, 'dealer'>, dealer: Meeting['dealer']): Promise<Json> {
  const { kind } = session.job;
  if (kind === 'intersect') return runIntersection(session);
  if (kind === 'deliver') return fail('job.no_plane', 'A delivery is no computation.');
  const run = { train: runTraining, score: runScore, statistics: runStatisticsJob }[kind];
  // Only an intersection is met for without a dealer.
  return run({ ...session, dealer: dealer! });
}

/** Writes progress, and what has gone over the channels, at most ten times a second and always at the end of a stage. */
function progressOf(ctx: NodeContext, jobId: string, channels: readonly Channel[]): Mesh['progress'] {
  let lastMs = 0;
  let lastStage = '';
  return (stage, done, total) => {
    const nowMs = ctx.clock.nowMs();
    if (stage === lastStage && done < total && nowMs - lastMs < progressEveryMs) return;
    lastMs = nowMs;
    const traffic = channels.map((channel) => {
      const { bytesSent, bytesReceived } = channel.traffic();
      return { peer: channel.peer, bytesSent, bytesReceived };
    });
    const event = { kind: 'stage', stage, done, total, traffic } as const;
    const saved = ctx.store.jobs.addEvent(jobId, event);
    const staged =
      stage === lastStage ? saved : Promise.all([saved, ctx.store.jobs.change(jobId, { stage })]);
    lastStage = stage;
    staged.then(
      () => ctx.watch.tell(jobId, event),
      (error: unknown) => ctx.note('job.progress_lost', { jobId, code: codeOf(error) }, error),
    );
  };
}
