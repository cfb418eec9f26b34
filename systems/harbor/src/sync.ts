import { codeOf, repeat } from '@finharbor/kernel';
import { admitOrKeep, trustOf } from './admit-document.ts';
import type { NodeContext } from './context.ts';
import type { DocumentType, Verified } from './documents.ts';
import { verifiedOf } from './postgres/documents.ts';

const pollMs = 20_000;
const retryMs = 1_000;

/** Called for each document that was admitted for the first time. */
export type OnAdmitted = (document: Verified<DocumentType>) => void;

/**
 * Reads everything the hub has for this party up to now. A refused document is recorded by id and code and passed over,
 * so that a forged one in the hub's database can neither act nor block what comes after it.
 */
export async function syncOnce(ctx: NodeContext, onAdmitted: OnAdmitted, wait?: SyncWait): Promise<number> {
  let count = 0;
  for (let waitMs = wait?.waitMs ?? 0; ; waitMs = 0) {
    const after = await ctx.store.peers.position();
    const items = await ctx.hub.feed({ after, waitMs, signal: wait?.signal ?? AbortSignal.timeout(10_000) });
    // Read after the wait: a peer may have been pinned meanwhile.
    const trust = await trustOf(ctx.store);
    for (const { document } of items) {
      const admission = await admitOrKeep(ctx.store, trust, document);
      if (admission.kind === 'refused')
        ctx.note('document.refused', { documentId: document.id, code: admission.code });
      if (admission.kind === 'admitted') onAdmitted(verifiedOf(document));
      count += 1;
    }
    if (items.length === 0) return count;
    await ctx.store.peers.advance(items.at(-1)!.seq);
  }
}
type SyncWait = { readonly waitMs: number; readonly signal: AbortSignal };

/** Follows the hub's feed until the signal fires; a hub that is down is asked again, and the operator's log says so once. */
export function followFeed(ctx: NodeContext, onAdmitted: OnAdmitted, signal: AbortSignal): Promise<void> {
  // The hub holds each question back until there is something to tell, so the next one follows at once.
  return repeat(() => syncOnce(ctx, onAdmitted, { waitMs: pollMs, signal }), {
    everyMs: 0,
    retryMs,
    signal,
    onFault: (error) => ctx.note('hub.unreachable', { code: codeOf(error) }),
    onRecovered: () => ctx.note('hub.back', {}),
  });
}
