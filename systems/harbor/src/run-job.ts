import type { Mesh } from '@finharbor/fusion';
import { canonicalJson, codeOf, FinharborError, type Json } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { acceptedAssumption } from './assumption.ts';
import type { NodeContext } from './context.ts';
import { findContract } from './contracts.ts';
import { waysOf } from './delivery/ways.ts';
import type { Bilingual, Body, Verified } from './documents.ts';
import { limitOf } from './domain.ts';
import { issueDocument } from './issue-document.ts';
import { judgeUse, type UseAnswer, type UseRequest } from './judge-use.ts';
import { stoppedUse } from './life/read.ts';
import { type Meeting, meet } from './meet.ts';
import { proposalOfJob } from './proposals/find.ts';
import { runIntersection } from './proposals/run-intersection.ts';
import { runStatisticsJob } from './proposals/run-statistics.ts';
import { runScore } from './run-score.ts';
import { runTraining } from './run-training.ts';
import { judgePayment, tellOutcome } from './settlement/node-payments.ts';
import { stageMemory } from './stage-memory.ts';
import type { JobChange, JobError, JobStatus, Row } from './store.ts';
import { dataAskedOf } from './training-terms.ts';

const progressEveryMs = 100;

/** One session of a job as the party's code sees it. */
export type Session = {
  readonly ctx: NodeContext;
  readonly job: Body<'job'>;
  readonly mesh: Mesh;
  readonly dealer: Channel;
  readonly ownRow: Row | null;
};

/** The jobs this node takes part in, each under its own abort signal. */
export type JobRunner = {
  /** Takes part in a job whose document has been admitted; resolves once the job stands in the store. */
  readonly take: (job: Verified<'job'>, ownRow: Row | null) => Promise<void>;
  /** Ends this party's part with a code; the others learn the code through their channels. */
  readonly end: (jobId: string, error: JobError, attempt?: number) => void;
  readonly stop: () => Promise<void>;
};

/** Makes the runner; `sync` reads the hub's feed up to now, so that a withdrawal made a moment ago already counts. */
export function jobRunner(ctx: NodeContext, sync: () => Promise<unknown>): JobRunner {
  const running = new Map<string, { attempt: number; abort: AbortController; done: Promise<void> }>();
  return {
    take(job, ownRow) {
      const key = job.body.job;
      const before = running.get(key);
      const abort = new AbortController();
      const begun = Promise.withResolvers<void>();
      const taking = { job, ownRow, sync, signal: abort.signal, begun: begun.resolve };
      const done = (before?.done ?? Promise.resolve())
        .then(() => takePart(ctx, taking))
        .catch(begun.reject)
        .finally(() => {
          if (running.get(key)?.abort === abort) running.delete(key);
        });
      running.set(key, { attempt: job.body.attempt, abort, done });
      return begun.promise;
    },
    end(jobId, error, attempt) {
      const part = running.get(jobId);
      if (attempt !== undefined && part?.attempt !== attempt) return;
      part?.abort.abort(new FinharborError({ code: error.code, publicMessage: error.message }));
    },
    async stop() {
      const stopped = new FinharborError({
        code: 'job.interrupted',
        publicMessage: 'The node is being stopped.',
      });
      for (const { abort } of running.values()) abort.abort(stopped);
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
}

type Taking = {
  readonly job: Verified<'job'>;
  readonly ownRow: Row | null;
  readonly sync: () => Promise<unknown>;
  readonly signal: AbortSignal;
  readonly begun: () => void;
};

async function takePart(
  ctx: NodeContext,
  { job, ownRow, sync, signal, begun: tellBegun }: Taking,
): Promise<void> {
  const { body } = job;
  if (await isAnotherJob(ctx, body)) {
    tellBegun();
    return answer(ctx, body, refusedAsAnother);
  }
  const begun = await ctx.store.jobs.begin({
    id: body.job,
    kind: body.kind,
    contractId: body.contract,
    status: 'waiting',
    attempt: body.attempt,
    session: body.session,
    request: body as unknown as Json,
    ownRow,
    stage: 'agree',
    error: null,
    result: null,
    createdAtMs: ctx.clock.nowMs(),
    updatedAtMs: ctx.clock.nowMs(),
  });
  tellBegun();
  if (begun === 'already_begun') return;
  try {
    if (job.issuer === ctx.party)
      await ctx.store.uses.reserve({ contractId: body.contract, jobId: body.job });
    else await answerJob(ctx, job, sync);
    await changeStatus(ctx, body.job, { status: 'running' });
    const result = await inSession(ctx, { job: body, ownRow, signal });
    await changeStatus(ctx, body.job, { status: 'done', stage: 'done', result, error: null });
    await tellOutcome(ctx, body, 'done');
  } catch (error) {
    const reason = signal.aborted && signal.reason instanceof FinharborError ? signal.reason : error;
    await failJob(ctx, body, reason);
  }
}

async function failJob(ctx: NodeContext, job: Body<'job'>, reason: unknown): Promise<void> {
  const code = codeOf(reason);
  const message =
    reason instanceof FinharborError
      ? reason.publicMessage
      : 'The job failed inside this node; its log has the details.';
  const status = code === 'job.cancelled' ? 'cancelled' : 'failed';
  ctx.note('job.failed', { jobId: job.job, code }, reason);
  await changeStatus(ctx, job.job, { status, error: { code, message } });
  await tellOutcome(ctx, job, 'failed');
}

/** Decides as a provider and signs the answer; a refusal ends this party's part with the refusal's own code. */
async function answerJob(
  ctx: NodeContext,
  job: Verified<'job'>,
  sync: () => Promise<unknown>,
): Promise<void> {
  await sync();
  const judged = await judge(ctx, job);
  await answer(ctx, job.body, judged);
  if (judged.kind === 'refused')
    throw new FinharborError({ code: judged.code, publicMessage: judged.reason.en });
}

async function answer(ctx: NodeContext, job: Body<'job'>, judged: UseAnswer): Promise<void> {
  const isAllowed = judged.kind === 'allowed';
  const reason: Bilingual = isAllowed ? { en: 'Allowed.', zh: '允许。' } : judged.reason;
  await issueDocument(ctx, {
    type: 'job_answer',
    audience: [...job.roster, ctx.hubParty],
    body: {
      job: job.job,
      attempt: job.attempt,
      answer: isAllowed ? 'accepted' : 'refused',
      code: isAllowed ? 'job.accepted' : judged.code,
      reason,
      assumption: isAllowed ? acceptedAssumption : '',
    },
  });
}

/**
 * True where this node knows a job of that id that asked for something else: a further attempt takes no further use, so it must be
 * the same job in all but attempt and session.
 */
async function isAnotherJob(ctx: NodeContext, job: Body<'job'>): Promise<boolean> {
  const known = (await ctx.store.jobs.get(job.job))?.request as unknown as Body<'job'> | undefined;
  const asked = ({ attempt: _attempt, session: _session, ...rest }: Body<'job'>): string =>
    canonicalJson(rest as unknown as Json);
  return known !== undefined && asked(known) !== asked(job);
}

const refusedAsAnother: UseAnswer = {
  kind: 'refused',
  code: 'job.changed',
  reason: {
    en: 'A job of that number exists and asked for something else; start a new job.',
    zh: '该编号的任务已存在且内容不同，请另行发起任务。',
  },
};

/** Judges by everything verified; a job that is allowed has taken its use. */
async function judge(ctx: NodeContext, job: Verified<'job'>): Promise<UseAnswer> {
  const { documents, uses } = ctx.store;
  const { contract, consent, subject, job: id } = job.body;
  const [file, proposal, consents, withdrawals, otherUses, assumptionAccepted] = await Promise.all([
    findContract(ctx, contract),
    proposalOfJob(ctx.store, job.body),
    consent === null ? [] : documents.find('consent', { id: consent }),
    subject === null ? [] : documents.find('withdrawal', { uscc: subject }),
    uses.othersUnder(contract, id),
    uses.assumptionAccepted(acceptedAssumption),
  ]);
  const products = await Promise.all(
    (file?.contract.body.products ?? []).map((product) => documents.find('product', { id: product })),
  );
  const own = products.flat().filter(({ issuer }) => issuer === ctx.party);
  const request: UseRequest = {
    self: ctx.party,
    file,
    job: job.body,
    issuer: job.issuer,
    otherUses,
    asked: await dataAskedOf(ctx.store, ctx.party, job.body),
    agreed: own.map(({ body }) => ({ source: body.product, fields: body.fields, ways: waysOf(body) })),
    proposal,
    consent: consents[0],
    withdrawals,
    assumptionAccepted,
    assessments: await documents.find('transfer_assessment', { issuer: ctx.party }),
    stopped: await stoppedUse(ctx, own, { registry: ctx.hubParty, nowMs: ctx.clock.nowMs() }),
    nowMs: ctx.clock.nowMs(),
  };
  const judged = judgeUse(request);
  if (judged.kind === 'refused') return judged;
  const unpaid = await judgePayment(ctx, file!.contract.body, { id: contract, job: id });
  if (unpaid) return unpaid;
  const most = limitOf(file!.contract.body, 'uses');
  const reserved = await uses.reserve({ contractId: contract, jobId: id, most });
  // Another job took the last use meanwhile.
  return reserved === 'reserved' ? judged : judgeUse({ ...request, otherUses: most! });
}

type InSession = { readonly job: Body<'job'>; readonly ownRow: Row | null; readonly signal: AbortSignal };

/** Runs the protocol among parties that have met, and leaves no channel open whatever happens. */
async function inSession(ctx: NodeContext, { job, ownRow, signal }: InSession): Promise<Json> {
  const meeting = await meet(ctx, job, signal);
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
    const result = await runKind({ ctx, job, mesh, ownRow }, dealer);
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

/** What each kind of job does once the parties have met. */
function runKind(session: Omit<Session, 'dealer'>, dealer: Meeting['dealer']): Promise<Json> {
  const { kind } = session.job;
  if (kind === 'intersect') return runIntersection(session);
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

async function changeStatus(
  ctx: NodeContext,
  jobId: string,
  change: JobChange & { readonly status: JobStatus },
): Promise<void> {
  const event = { kind: 'status', status: change.status, code: change.error?.code ?? null } as const;
  await ctx.store.jobs.change(jobId, change, event);
  ctx.watch.tell(jobId, event);
}
