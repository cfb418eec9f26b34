import { setTimeout as delay } from 'node:timers/promises';
import type { Reason } from '@finharbor/dataspace';
import { canonicalJson, codeOf, FinharborError, fail, type Json } from '@finharbor/kernel';
import { acceptedAssumption } from './assumption.ts';
import type { NodeContext } from './context.ts';
import type { Bilingual, Body, Verified } from './documents.ts';
import { issueDocument } from './issue-document.ts';
import { judgeJob } from './judge-job.ts';
import type { UseAnswer } from './judge-use.ts';
import { tellOutcome } from './settlement/node-payments.ts';
import type { JobChange, JobError, JobStatus, Row } from './store.ts';
import type { JobTransfers } from './transfers/job-transfers.ts';
import type { JobTransfer } from './transfers/plane.ts';
import { wentAway } from './went-away.ts';

/** How long a word of why may take behind the line that broke: a busy machine's feed is seconds behind, and what is told stays. */
const wordMs = 5_000;

/** The jobs this node takes part in, each under its own abort signal. */
export type JobRunner = {
  /** Takes part in a job whose document has been admitted; resolves once the job stands in the store. */
  readonly take: (job: Verified<'job'>, ownRow: Row | null) => Promise<void>;
  /** Ends this party's part with a code; the others learn the code through their channels. */
  readonly end: (jobId: string, error: JobError, attempt?: number) => void;
  /** The same for every job under a contract. */
  readonly endUnder: (contractId: string, error: JobError) => void;
  readonly stop: () => Promise<void>;
};

/** What jobs go by besides documents. `sync` reads the hub's feed up to now, so that a withdrawal made a moment ago already counts. */
export type RunnerParts = {
  readonly sync: () => Promise<unknown>;
  readonly transfers: Pick<JobTransfers, 'planeFor' | 'start' | 'untilAsked' | 'answer' | 'close'>;
};

type Running = {
  readonly attempt: number;
  readonly contract: string;
  readonly abort: AbortController;
  readonly done: Promise<void>;
};

/** Makes the runner. */
export function jobRunner(ctx: NodeContext, parts: RunnerParts): JobRunner {
  const running = new Map<string, Running>();
  return {
    take(job, ownRow) {
      const key = job.body.job;
      const before = running.get(key);
      const abort = new AbortController();
      const begun = Promise.withResolvers<void>();
      const taking = { ...parts, job, ownRow, signal: abort.signal, begun: begun.resolve };
      const done = (before?.done ?? Promise.resolve())
        .then(() => takePart(ctx, taking))
        .catch(begun.reject)
        .finally(() => {
          if (running.get(key)?.abort === abort) running.delete(key);
        });
      running.set(key, { attempt: job.body.attempt, contract: job.body.contract, abort, done });
      return begun.promise;
    },
    end(jobId, error, attempt) {
      const part = running.get(jobId);
      if (attempt !== undefined && part?.attempt !== attempt) return;
      part?.abort.abort(faultOf(error));
    },
    endUnder(contractId, error) {
      for (const { contract, abort } of running.values())
        if (contract === contractId) abort.abort(faultOf(error));
    },
    async stop() {
      const stopped = faultOf({ code: 'job.interrupted', message: 'The node is being stopped.' });
      for (const { abort } of running.values()) abort.abort(stopped);
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
}

function faultOf({ code, message }: JobError): FinharborError {
  return new FinharborError({ code, publicMessage: message });
}

type Taking = RunnerParts & {
  readonly job: Verified<'job'>;
  readonly ownRow: Row | null;
  readonly signal: AbortSignal;
  readonly begun: () => void;
};

async function takePart(ctx: NodeContext, taking: Taking): Promise<void> {
  const { job, ownRow, transfers, signal, begun: tellBegun } = taking;
  const { body } = job;
  if (await isAnotherJob(ctx, body)) {
    tellBegun();
    await answer(ctx, body, refusedAsAnother);
    return transfers.answer(body);
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
  const over = new AbortController();
  try {
    const plane =
      (await transfers.planeFor(body)) ?? fail('job.no_plane', 'This node has no way to run such a job.');
    const asked = job.issuer === ctx.party ? undefined : await answerJob(ctx, taking);
    const started = asked ? running(ctx, body, asked) : begin(ctx, taking, over.signal);
    const result = await plane.run({ ctx, job: body, ownRow, started, signal });
    await changeStatus(ctx, body.job, { status: 'done', stage: 'done', result, error: null });
    await tellOutcome(ctx, body, 'done');
  } catch (error) {
    over.abort();
    return failJob(ctx, taking, await reasonOf(error, signal));
  }
  await close(ctx, taking, 'done');
}

/**
 * Why a part ended. Whoever ends a job leaves its channels, and the word of why comes by the connectors or the hub: a line that broke is
 * told as such only where none comes.
 */
async function reasonOf(error: unknown, signal: AbortSignal): Promise<unknown> {
  if (wentAway.has(codeOf(error))) await delay(wordMs, undefined, { signal }).catch(() => {});
  return signal.aborted && signal.reason instanceof FinharborError ? signal.reason : error;
}

async function failJob(ctx: NodeContext, taking: Taking, reason: unknown): Promise<void> {
  const job = taking.job.body;
  const code = codeOf(reason);
  const message =
    reason instanceof FinharborError
      ? reason.publicMessage
      : 'The job failed inside this node; its log has the details.';
  const status = code === 'job.cancelled' ? 'cancelled' : 'failed';
  ctx.note('job.failed', { jobId: job.job, code }, reason);
  await changeStatus(ctx, job.job, { status, error: { code, message } });
  await close(ctx, taking, { code, text: [message] });
  await tellOutcome(ctx, job, 'failed');
}

/** What stays open here ends after the next start at the latest. */
async function close(
  ctx: NodeContext,
  { job: { body }, transfers }: Taking,
  outcome: 'done' | Reason,
): Promise<void> {
  try {
    await transfers.close(body, outcome);
  } catch (error) {
    ctx.note('transfer.not_ended', { jobId: body.job, code: codeOf(error) }, error);
  }
}

/** As the consumer: takes the use, and runs when every provider has started. */
async function begin(
  ctx: NodeContext,
  { job: { body }, transfers, signal }: Taking,
  over: AbortSignal,
): Promise<readonly JobTransfer[]> {
  await ctx.store.uses.reserve({ contractId: body.contract, jobId: body.job });
  const started = await transfers.start(body, AbortSignal.any([signal, over]));
  over.throwIfAborted();
  return running(ctx, body, started);
}

async function running<T>(ctx: NodeContext, { job }: Body<'job'>, started: T): Promise<T> {
  await changeStatus(ctx, job, { status: 'running' });
  return started;
}

/** Decides as a provider and signs the answer; a refusal ends this party's part with the refusal's own code. */
async function answerJob(
  ctx: NodeContext,
  { job, sync, transfers, signal }: Taking,
): Promise<readonly JobTransfer[]> {
  await sync();
  const judged = await judgeJob(ctx, job);
  const asked = judged.kind === 'allowed' ? await transfers.untilAsked(job.body, signal) : undefined;
  signal.throwIfAborted();
  const said = judged.kind === 'refused' ? judged : asked ? await judged.take() : refusedWithoutTransfer;
  await answer(ctx, job.body, said);
  await transfers.answer(job.body, said.kind === 'allowed' ? asked : undefined);
  if (said.kind === 'refused') throw faultOf({ code: said.code, message: said.reason.en });
  return asked!;
}

const refusedWithoutTransfer: UseAnswer = {
  kind: 'refused',
  code: 'job.no_transfer',
  reason: {
    en: 'No transfer was asked for under the agreements of this contract; start the job at a node whose connector can reach this one.',
    zh: '未依据本合同的协议提出数据传输请求；请在连接器可连通本节点的节点上重新发起任务。',
  },
};

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
      // Who only hands rows over trusts nobody not to collude.
      assumption: isAllowed && job.kind !== 'deliver' ? acceptedAssumption : '',
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

async function changeStatus(
  ctx: NodeContext,
  jobId: string,
  change: JobChange & { readonly status: JobStatus },
): Promise<void> {
  const event = { kind: 'status', status: change.status, code: change.error?.code ?? null } as const;
  await ctx.store.jobs.change(jobId, change, event);
  ctx.watch.tell(jobId, event);
}
