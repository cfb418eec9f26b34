import type { Reason, Transfer, TransferMove } from '@finharbor/dataspace';
import type { DataPlane } from '@finharbor/dataspace/planes';
import type { Body, Verified } from '../documents.ts';
import type { Job } from '../store.ts';
import type { OpenTransfers } from './context.ts';
import { jobNamedBy, type NamedJob } from './named.ts';
import { transfersOf } from './of-job.ts';
import { planeFor } from './plane.ts';
import * as reasons from './reasons.ts';

const waiting = { kind: 'wait' } as const;

/**
 * What a provider does with a transfer that was asked for: its node's signed answer to the job starts it or says why not. Until there
 * is one, the transfer waits. A function of durable facts alone.
 */
export async function providerMove(parts: OpenTransfers, transfer: Transfer): Promise<TransferMove> {
  const named = jobNamedBy(transfer.dataAddress);
  if (!named) return terminate(reasons.names.noJob);
  const [job, answer] = await Promise.all([parts.ctx.store.jobs.get(named.job), answerTo(parts, named)]);
  const refusal = answer && refusalIn(answer);
  if (refusal) return terminate(refusal);
  if (!job || !isSame(job, named))
    return job && job.attempt > named.attempt ? terminate(reasons.names.over) : waiting;
  if (job.error) return terminate(reasons.ofError(job.error));
  if (job.status === 'done') return terminate(reasons.names.over);
  return answer ? start(parts, transfer, job) : waiting;
}

async function start(parts: OpenTransfers, transfer: Transfer, job: Job): Promise<TransferMove> {
  const body = job.request as unknown as Body<'job'>;
  const plane = planeFor(parts.planes, body);
  const own = await transfersOf(parts, body, body.attempt);
  if (plane?.format !== transfer.format || !own.some(({ pid }) => pid === transfer.pid))
    return terminate(reasons.names.otherAgreement);
  return startOf(plane.provider, transfer);
}

/** Opens the provider's side, and says where the data is had. */
export async function startOf(plane: DataPlane, transfer: Transfer): Promise<TransferMove> {
  const dataAddress = await plane.start(transfer);
  return { kind: 'start', ...(dataAddress && { dataAddress }) };
}

/** What this node has answered to an attempt; a refusal where it has answered twice. */
async function answerTo(
  { ctx }: Pick<OpenTransfers, 'ctx'>,
  { job, attempt }: Pick<NamedJob, 'job' | 'attempt'>,
): Promise<Verified<'job_answer'> | undefined> {
  const answers = (await ctx.store.documents.find('job_answer', { job, issuer: ctx.party })).filter(
    ({ body }) => body.attempt === attempt,
  );
  return answers.find(({ body }) => body.answer === 'refused') ?? answers[0];
}

/** Why this node has refused an attempt, as it has signed; undefined where it has not. */
export async function refusalOf(
  parts: Pick<OpenTransfers, 'ctx'>,
  named: Pick<NamedJob, 'job' | 'attempt'>,
): Promise<Reason | undefined> {
  const answer = await answerTo(parts, named);
  return answer && refusalIn(answer);
}

function refusalIn({ body: { answer, code, reason } }: Verified<'job_answer'>): Reason | undefined {
  return answer === 'refused' ? { code, text: [reason.en, reason.zh] } : undefined;
}

function isSame({ attempt, session }: Job, named: NamedJob): boolean {
  return attempt === named.attempt && session === named.session;
}

function terminate(reason: Reason): TransferMove {
  return { kind: 'terminate', reason };
}
