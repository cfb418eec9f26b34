import { findContract } from '../contracts.ts';
import type { Body } from '../documents.ts';
import type { OpenTransfers } from './context.ts';
import { transfersOf } from './of-job.ts';
import { type JobTransfer, planeFor } from './plane.ts';
import { untilStep } from './until-step.ts';

/**
 * Waits, as a provider, until a transfer has been asked for under each of this party's own agreements of a job's contract. Undefined
 * where that did not come to be in time, or the signal fired before.
 */
export async function untilAsked(
  parts: OpenTransfers,
  job: Body<'job'>,
  signal: AbortSignal,
): Promise<readonly JobTransfer[] | undefined> {
  const file = await findContract(parts.ctx, job.contract);
  const own = await parts.ctx.store.documents.find('product', { issuer: parts.ctx.party });
  const products = own.filter(({ id }) => file?.contract.body.products.includes(id));
  if (products.length === 0) return undefined;
  const format = planeFor(parts.planes, job)?.format;
  const isOpen = (one: JobTransfer): boolean => one.state === 'REQUESTED' || one.state === 'STARTED';
  return untilStep(parts, job.job, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(parts.patienceMs)]),
    ask: async () => {
      const all = (await transfersOf(parts, job, job.attempt)).filter(
        (one) => isOpen(one) && one.session === job.session && one.format === format,
      );
      const asked = products.map(({ id }) => all.find(({ product }) => product === id));
      return asked.every((one) => one !== undefined) ? asked : undefined;
    },
  });
}
