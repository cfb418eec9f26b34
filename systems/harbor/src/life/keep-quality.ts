import { codeOf, repeat } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { fewestRows, reportQuality } from './node-acts.ts';
import { newestOf } from './read.ts';

const everyMs = 30_000;
/** Rows come in batches, each of which is a load: a report is made once none has come for so long. */
const settledMs = 60_000;

/** Describes own products whose rows have been loaded anew, until the signal fires. */
export function keepQuality(ctx: NodeContext, signal: AbortSignal): Promise<void> {
  return repeat(() => describeLoads(ctx), {
    everyMs,
    retryMs: everyMs,
    signal,
    onFault: (error) => ctx.note('quality.not_kept', { code: codeOf(error) }, error),
    onRecovered: () => ctx.note('quality.kept', {}),
  });
}

/** Makes the reports that a settled load has left to be made. One that fails does not keep the others from being made. */
export async function describeLoads(ctx: NodeContext): Promise<void> {
  const versions = await ctx.store.documents.find('product', { issuer: ctx.party });
  const products = new Set(versions.map(({ body }) => body.product));
  const failures: unknown[] = [];
  // One after the other: each holds all rows of a data set in memory.
  for (const product of products)
    if (await isLeft(ctx, product))
      await reportQuality(ctx, product).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function isLeft({ party, clock, store }: NodeContext, product: string): Promise<boolean> {
  const loadedAtMs = await store.data.loadedAtMs(product);
  if (loadedAtMs === undefined || clock.nowMs() - loadedAtMs < settledMs) return false;
  const last = newestOf(await store.documents.find('quality_report', { product, issuer: party }));
  // A load that has a report of an older version needs none of the newer: whoever publishes asks for one.
  if (last && Date.parse(last.body.loadedAt) >= loadedAtMs) return false;
  return (await store.data.count(product)) >= fewestRows;
}
