import type { NodeContext } from '../context.ts';
import { findContract } from '../contracts.ts';
import type { Body } from '../documents.ts';
import type { TransferLinks } from '../transfers/store.ts';
import type { Delivered } from './context.ts';

/** What a transfer delivers; undefined where it is of no attempt of a delivery that is under way here. */
export async function deliveredBy(
  { ctx, links }: { readonly ctx: Pick<NodeContext, 'store'>; readonly links: TransferLinks },
  transfer: string,
): Promise<Delivered | undefined> {
  const named = await links.of(transfer);
  const job = named && (await ctx.store.jobs.get(named.job));
  if (job?.kind !== 'deliver' || job.session !== named?.session) return undefined;
  if (job.status !== 'waiting' && job.status !== 'running') return undefined;
  return ofJob(ctx, job.request as unknown as Body<'job'>);
}

async function ofJob(ctx: Pick<NodeContext, 'store'>, job: Body<'job'>): Promise<Delivered | undefined> {
  const contract = (await findContract(ctx, job.contract))?.contract;
  const [id] = contract?.body.products ?? [];
  const [product] = id === undefined ? [] : await ctx.store.documents.find('product', { id });
  return contract && product && { job, contract, product };
}
