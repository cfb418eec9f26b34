import { canonicalJson, type Json, sha256 } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { logReceipt } from '../receipts.ts';
import type { JobTransfer } from '../transfers/plane.ts';
import type { Delivered } from './context.ts';

/**
 * Has the use stand in the evidence log, once for each attempt: at the provider before the first byte leaves, at the consumer when all
 * has landed. Both commit to the job as it was signed and to the file's SHA-256.
 */
export async function logDelivery(
  ctx: NodeContext,
  { job, product, transfer }: Pick<Delivered, 'job' | 'product'> & { readonly transfer: JobTransfer },
  fileHash: string,
): Promise<void> {
  const receipts = await ctx.store.results.receipts({ limit: 1000, jobId: job.job });
  if (receipts.some(({ session }) => session === job.session)) return;
  const fields = ['uscc', ...product.body.fields.map(({ name }) => name)];
  const digest = sha256('finharbor/delivery/1\0', canonicalJson(job as unknown as Json), '\0', fileHash);
  await logReceipt({ ctx, job, transfers: [transfer] }, { digest, fields });
}
