import type { Met, Terms } from '../intersect/session.ts';
import { labelled, seedBytes } from '../ot/keystream.ts';
import type { TreeKeys } from './trees.ts';

/** Keys that items and tags are hashed under; `seed` is the receiver's and comes after both hellos, so the sender cannot choose it. */
export type HashKeys = { readonly items: Uint8Array; readonly tags: Uint8Array };

export function hashKeys({ transcript }: Met, seed: Uint8Array): HashKeys {
  return { items: labelled('items', transcript, seed), tags: labelled('tags', transcript, seed) };
}

/** What a vector OLE of this session is bound to. */
export function voleBinding({ transcript }: Met): {
  readonly context: Uint8Array;
  readonly treeKeys: TreeKeys;
} {
  const keys = labelled('trees/keys', transcript);
  return {
    context: labelled('vole', transcript),
    treeKeys: [keys.subarray(0, seedBytes), keys.subarray(seedBytes)],
  };
}

/**
 * Bytes of a tag: all 128 bits against a malicious peer, else 40 bits beyond what tells so many pairs apart, of both parties' tags and of
 * the sender's among each other, which must not seem to repeat.
 */
export function tagWidth(
  { adversary }: Pick<Terms, 'adversary'>,
  { receiverSize, senderSize }: Pick<Met, 'receiverSize' | 'senderSize'>,
): number {
  if (adversary === 'malicious') return 16;
  return Math.min(
    16,
    Math.ceil((40 + Math.log2(Math.max(receiverSize, senderSize)) + Math.log2(senderSize)) / 8),
  );
}
