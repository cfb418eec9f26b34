import { setTimeout as delay } from 'node:timers/promises';
import type { Mesh } from '@finharbor/fusion';
import { canonicalJson, codeOf, FinharborError, type Json, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { acceptedAssumption } from './assumption.ts';
import type { NodeContext } from './context.ts';
import { findContract } from './contracts.ts';
import type { Bilingual, Body, Verified } from './documents.ts';
import { judgeUse, type UseAnswer } from './domain.ts';
import { issueDocument } from './issue-document.ts';
import { runScore } from './run-score.ts';
import { runTraining } from './run-training.ts';
import type { JobError, Row } from './store.ts';
import { syncOnce } from './sync.ts';

const meetMs = 8_000;
const progressEveryMs = 100;
const redialMs = 200;

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
    if (job.issuer !== ctx.party) await answerJob(ctx, job, sync);
    await ctx.store.uses.reserve(body.contract, body.job);
    await tellStatus(ctx, body.job, 'running');
    const result = await inSession(ctx, { job: body, ownRow, signal });
    await ctx.store.jobs.change(body.job, { status: 'done', stage: 'done', result, error: null });
    await tellStatus(ctx, body.job, 'done');
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
  await ctx.store.jobs.change(job.job, { status, error: { code, message } });
  await tellStatus(ctx, job.job, status, code);
}

/** Decides as a provider and signs the answer; a refusal ends this party's part with the refusal's own code. */
async function answerJob(
  ctx: NodeContext,
  job: Verified<'job'>,
  sync: () => Promise<unknown>,
): Promise<void> {
  await sync();
  const answer = await judge(ctx, job);
  const reason: Bilingual = answer.kind === 'refused' ? answer.reason : { en: 'Allowed.', zh: '允许。' };
  await issueDocument(ctx, {
    type: 'job_answer',
    audience: [...job.body.roster, ctx.hubParty],
    body: {
      job: job.body.job,
      attempt: job.body.attempt,
      answer: answer.kind === 'allowed' ? 'accepted' : 'refused',
      code: answer.kind === 'allowed' ? 'job.accepted' : answer.code,
      reason,
      assumption: answer.kind === 'allowed' ? acceptedAssumption : '',
    },
  });
  if (answer.kind === 'refused')
    throw new FinharborError({ code: answer.code, publicMessage: answer.reason.en });
}

async function judge(ctx: NodeContext, job: Verified<'job'>): Promise<UseAnswer> {
  const { documents, uses } = ctx.store;
  const { contract, consent, subject, job: id } = job.body;
  const [file, consents, withdrawals, otherUses, assumptionAccepted] = await Promise.all([
    findContract(ctx, contract),
    consent === null ? [] : documents.find('consent', { id: consent }),
    subject === null ? [] : documents.find('withdrawal', { uscc: subject }),
    uses.othersUnder(contract, id),
    uses.assumptionAccepted(acceptedAssumption),
  ]);
  return judgeUse({
    self: ctx.party,
    file,
    job: job.body,
    issuer: job.issuer,
    otherUses,
    consent: consents[0],
    withdrawals,
    assumptionAccepted,
    nowMs: ctx.clock.nowMs(),
  });
}

type InSession = { readonly job: Body<'job'>; readonly ownRow: Row | null; readonly signal: AbortSignal };

/** Meets the other parties and the dealer, runs the protocol, and leaves no channel open whatever happens. */
async function inSession(ctx: NodeContext, { job, ownRow, signal }: InSession): Promise<Json> {
  const options = { context: sessionContext(job), waitMs: meetMs, signal };
  const me = job.roster.indexOf(ctx.party);
  const opening = job.roster
    .filter((peer) => peer !== ctx.party)
    .map(async (peer) => {
      const dials = me < job.roster.indexOf(peer);
      const channel = await (dials
        ? openPatiently(ctx, job.session, { ...options, peer })
        : ctx.link.accept(job.session, peer, options));
      return [peer, channel] as const;
    });
  const dealing = openPatiently(ctx, job.session, { ...options, peer: job.dealer });
  const settled = await Promise.allSettled([
    ...opening,
    dealing.then((channel) => [job.dealer, channel] as const),
  ]);
  const open = settled.filter((one) => one.status === 'fulfilled').map((one) => one.value);
  const end = (code: string): void => {
    for (const [, channel] of open) channel.abort(code);
  };
  const onAbort = (): void => end(codeOf(signal.reason));
  signal.addEventListener('abort', onAbort);
  try {
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    signal.throwIfAborted();
    const channels = new Map(open.slice(0, -1));
    const mesh: Mesh = {
      session: job.session,
      self: ctx.party,
      parties: job.roster,
      channels,
      progress: progressOf(ctx, job.job),
    };
    const session: Session = { ctx, job, mesh, dealer: open.at(-1)![1], ownRow };
    const result = await (job.kind === 'train' ? runTraining(session) : runScore(session));
    await Promise.all(open.map(([, channel]) => channel.close()));
    return result;
  } catch (error) {
    end(codeOf(error));
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

type Dial = {
  readonly peer: string;
  readonly context: Uint8Array;
  readonly waitMs: number;
  readonly signal: AbortSignal;
};

/** Dials until the peer is there or the time to meet is over: a node that was restarted a moment ago needs a few seconds. */
async function openPatiently(
  ctx: NodeContext,
  session: string,
  { peer, ...options }: Dial,
): Promise<Channel> {
  const untilMs = ctx.clock.nowMs() + options.waitMs;
  for (;;) {
    try {
      return await ctx.link.open(session, peer, options);
    } catch (error) {
      if (codeOf(error) !== 'link.unreachable' || ctx.clock.nowMs() > untilMs) throw error;
      await delay(redialMs, undefined, { signal: options.signal });
    }
  }
}

/** What every channel of a session is bound to: the whole signed job, so that nobody can be led into another plan. */
export function sessionContext(job: Body<'job'>): Uint8Array<ArrayBuffer> {
  return sha256('finharbor/job-session/1\0', canonicalJson(job as unknown as Json));
}

/** Writes progress at most ten times a second and always at the end of a stage. */
function progressOf(ctx: NodeContext, jobId: string): Mesh['progress'] {
  let lastMs = 0;
  let lastStage = '';
  return (stage, done, total) => {
    const nowMs = ctx.clock.nowMs();
    if (stage === lastStage && done < total && nowMs - lastMs < progressEveryMs) return;
    lastMs = nowMs;
    const event = { kind: 'stage', stage, done, total } as const;
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

async function tellStatus(
  ctx: NodeContext,
  jobId: string,
  ...[status, code]: ['running' | 'done' | 'failed' | 'cancelled', string?]
): Promise<void> {
  if (status === 'running') await ctx.store.jobs.change(jobId, { status });
  const event = { kind: 'status', status, code: code ?? null } as const;
  await ctx.store.jobs.addEvent(jobId, event);
  ctx.watch.tell(jobId, event);
}

/** Reads the hub's feed up to now on behalf of the runner. */
export function headSync(
  ctx: NodeContext,
  onAdmitted: Parameters<typeof syncOnce>[1],
): () => Promise<unknown> {
  return () => syncOnce(ctx, onAdmitted);
}
