import { codeOf, repeat } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { reportQuality } from './node-acts.ts';
import { newestOf } from './read.ts';

const everyMs = 30_000;
/** Rows come in batches, each of which is a load: a report is made once none has come for so long. */
const settledMs = 60_000;

/** Describes own products whose rows have been loaded anew, until the signal fires. What cannot be described is noted and passed over. */
export function keepQuality(ctx: NodeContext, signal: AbortSignal): Promise<void> {
  return repeat(() => describeLoads(ctx), {
    everyMs,
    retryMs: everyMs,
    signal,
    onFault: (error) => ctx.note('quality.not_kept', { code: codeOf(error) }, error),
    onRecovered: () => ctx.note('quality.kept', {}),
  });
}

/** Makes the reports that a settled load has left to be made. */
export async function describeLoads(ctx: NodeContext): Promise<void> {
  const versions = await ctx.store.documents.find('product', { issuer: ctx.party });
  for (const product of new Set(versions.map(({ body }) => body.product))) {
    const loadedAtMs = await ctx.store.data.loadedAtMs(product);
    if (loadedAtMs === undefined || ctx.clock.nowMs() - loadedAtMs < settledMs) continue;
    const { documents } = ctx.store;
    const last = newestOf(await documents.find('quality_report', { product, issuer: ctx.party }));
    // A load that has a report of an older version needs none of the newer: whoever publishes asks for one.
    if (last && Date.parse(last.body.loadedAt) >= loadedAtMs) continue;
    try {
      await reportQuality(ctx, product);
    } catch (error) {
      ctx.note('quality.not_reported', { product, code: codeOf(error) });
    }
  }
}
