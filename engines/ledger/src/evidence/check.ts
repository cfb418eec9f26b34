import {
  commitBytes,
  leafHash,
  type ReceiptFault,
  type ReceiptVerdict,
  verifyInclusion,
  verifyReceipt,
} from '@finharbor/evidence/verify';
import type { LoggedStretch, Placed } from './proof.ts';
import { readStretch, type Stretch } from './stretch.ts';

/** Whom a verifier believes: the log (its vkey), what the journal is called there, and how many of which witnesses must have cosigned. */
export type ProofPolicy = {
  readonly journal: string;
  readonly logKey: string;
  readonly witnessKeys: readonly string[];
  readonly quorum: number;
};

/** What the log and its witnesses signed, by the receipt that was found good. */
export type SignedBy = Omit<Extract<ReceiptVerdict, { readonly kind: 'valid' }>, 'kind'>;

/** A stretch that is in the log. */
export type CheckedStretch = { readonly stretch: Stretch; readonly signed: SignedBy };

/** Why a stretch is not accepted. */
export type StretchFault = ReceiptFault | 'stretch_malformed' | 'journal_unknown';

/** Whether a stretch is one of the journal and in the log. */
export async function checkStretch(
  { leaf, receipt }: LoggedStretch,
  { journal, logKey, witnessKeys, quorum }: ProofPolicy,
): Promise<CheckedStretch | StretchFault> {
  const entry = new TextEncoder().encode(leaf);
  const verdict = await verifyReceipt({ entry, proof: receipt, logKey, witnessKeys, quorum });
  if (verdict.kind === 'invalid') return verdict.reason;
  const stretch = readStretch(leaf);
  if (!stretch) return 'stretch_malformed';
  if (stretch.journal !== journal) return 'journal_unknown';
  const { kind: _, ...signed } = verdict;
  return { stretch, signed };
}

/** A tree of a stretch, by its root in hexadecimal. */
export type Tree = { readonly size: number; readonly root: string };

/** The record, if it stands where it says in the tree; undefined where it does not. */
export async function recordIn(placed: Placed, { size, root }: Tree): Promise<Uint8Array | undefined> {
  const record = Uint8Array.fromBase64(placed.record);
  const commitment = await commitBytes({ body: record, salt: Uint8Array.fromBase64(placed.salt) });
  if (commitment === undefined) return undefined;
  const isIn = await verifyInclusion({
    ...{ index: placed.index, size, leaf: await leafHash(commitment) },
    path: placed.path.map((hash) => Uint8Array.fromBase64(hash)),
    root: Uint8Array.fromHex(root),
  });
  return isIn ? record : undefined;
}

/** The tree of a stretch's entries and accounts. */
export function treeOf({ entries, opened, root }: Stretch): Tree {
  return { size: entries + opened, root };
}
