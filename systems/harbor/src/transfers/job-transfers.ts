import type { Negotiation, Reason, Transfer } from '@finharbor/dataspace';
import { repeat } from '@finharbor/kernel';
import { findContract } from '../contracts.ts';
import type { Body, Verified } from '../documents.ts';
import { untilAsked } from './asked.ts';
import { endLeft } from './catch-up.ts';
import { act, closeTransfers } from './close.ts';
import type { OpenTransfers } from './context.ts';
import { follow } from './follow.ts';
import { transfersOf } from './of-job.ts';
import { type JobPlane, type JobTransfer, planeFor } from './plane.ts';
import { providerMove, startOf } from './provider-move.ts';
import type { JobTransferView } from './routes.ts';
import { startTransfers } from './start.ts';

/** The transfers that carry a node's jobs: what a job waits for, and what its end ends. */
export type JobTransfers = {
  /** The plane of a job; undefined where this node knows none. */
  readonly planeFor: (job: Body<'job'>) => Promise<JobPlane | undefined>;
  /** As the consumer: asks for them and waits until all have started. Errors: as `startTransfers`. */
  readonly start: (job: Body<'job'>, signal: AbortSignal) => Promise<readonly JobTransfer[]>;
  /** As a provider: waits until those of its own products have been asked for; undefined where they are not. */
  readonly untilAsked: (job: Body<'job'>, signal: AbortSignal) => Promise<readonly JobTransfer[] | undefined>;
  /** As a provider: starts what it has waited for, or, without, ends what was asked for as this node has answered to the job. */
  readonly answer: (job: Body<'job'>, allowed?: readonly JobTransfer[]) => Promise<void>;
  /** Ends what a job that is over has left open. */
  readonly close: (job: Body<'job'>, outcome: 'done' | Reason) => Promise<void>;
  /** Ends the jobs that run here under a contract that one of its sides has ended. */
  readonly endUnder: (ended: Verified<'termination'>) => Promise<void>;
  /** All of a job, the latest attempt's first. */
  readonly ofJob: (job: Pick<Body<'job'>, 'job' | 'contract'>) => Promise<readonly JobTransferView[]>;
  /** Told of each step of the connector's. */
  readonly follow: (process: Negotiation | Transfer) => Promise<void>;
  /** Ends what was left behind, now and from time to time, until the signal fires. */
  readonly work: (signal: AbortSignal) => Promise<void>;
};

const everyMs = 3_600_000;
const retryMs = 1_000;

/** Opens them on a node's connector. */
export function openJobTransfers(parts: OpenTransfers): JobTransfers {
  return {
    planeFor: async (job) => planeFor(parts.planes, job),
    start: (job, signal) => startTransfers(parts, job, signal),
    untilAsked: (job, signal) => untilAsked(parts, job, signal),
    answer: (job, allowed) => (allowed ? start(parts, job, allowed) : refuse(parts, job)),
    close: (job, outcome) => closeTransfers(parts, job, outcome),
    endUnder: (ended) => endUnder(parts, ended),
    ofJob: (job) => viewsOf(parts, job),
    follow: (process) => follow(parts, process),
    work: (signal) =>
      repeat(() => endLeft(parts), {
        everyMs,
        retryMs,
        signal,
        onFault: (error) => parts.ctx.note('transfer.not_ended', {}, error),
      }),
  };
}

async function start(parts: OpenTransfers, job: Body<'job'>, allowed: readonly JobTransfer[]): Promise<void> {
  const { provider } = planeFor(parts.planes, job)!;
  for (const transfer of allowed) await act(parts, transfer.pid, await startOf(provider, transfer));
}

async function refuse(parts: OpenTransfers, { job, attempt }: Body<'job'>): Promise<void> {
  for (const { pid } of await parts.links.ofJob(job, attempt)) {
    const transfer = await parts.connector.transfer(pid);
    if (transfer?.role !== 'provider' || transfer.state !== 'REQUESTED') continue;
    await act(parts, pid, await providerMove(parts, transfer));
  }
}

async function endUnder(
  { ctx, runner }: OpenTransfers,
  { issuer, body }: Verified<'termination'>,
): Promise<void> {
  const file = await findContract(ctx, body.contract);
  const sides = file && [file.contract.body.consumer, ...file.contract.body.providers];
  if (!sides?.includes(issuer)) return;
  runner.endUnder(body.contract, { code: 'contract.ended', message: `${issuer}: ${body.reason}` });
}

async function viewsOf(
  parts: OpenTransfers,
  job: Pick<Body<'job'>, 'job' | 'contract'>,
): Promise<readonly JobTransferView[]> {
  const all = await transfersOf(parts, job);
  return Promise.all(
    all.map(async (one) => ({
      pid: one.pid,
      peerPid: one.peerPid ?? null,
      role: one.role,
      party: one.party,
      product: one.product,
      agreement: one.agreementId,
      format: one.format,
      attempt: one.attempt,
      state: one.state,
      reason: one.reason ?? null,
      updatedAtMs: one.updatedAtMs,
      steps: (await parts.connector.history(one.pid)).map((step) => ({
        message: step.message,
        by: step.by,
        state: step.state as JobTransferView['state'],
        reason: step.reason ?? null,
        atMs: step.atMs,
      })),
    })),
  );
}
