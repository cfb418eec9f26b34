import {
  checkStretch,
  type ProofPolicy,
  recordIn,
  type SignedBy,
  type StretchFault,
  treeOf,
} from './check.ts';
import { entryProofSchema } from './proof.ts';
import { type EntryFacts, readEntryRecord } from './read-record.ts';

/** The outcome of `verifyEntryProof`. */
export type EntryVerdict =
  | { readonly kind: 'proven'; readonly entry: EntryFacts; readonly signed: SignedBy }
  | { readonly kind: 'refused'; readonly reason: StretchFault | 'malformed' | 'entry_not_included' };

/**
 * Says whether an entry is in the journal of which the log says so. Needs no network and no state; runs in a browser. Accounts are told
 * by their numbers: only a proof of the account says whose they are.
 */
export async function verifyEntryProof(proof: unknown, policy: ProofPolicy): Promise<EntryVerdict> {
  const parsed = entryProofSchema.safeParse(proof);
  if (!parsed.success) return { kind: 'refused', reason: 'malformed' };
  const checked = await checkStretch(parsed.data.stretch, policy);
  if (typeof checked === 'string') return { kind: 'refused', reason: checked };
  const { stretch, signed } = checked;
  const { entry: placed } = parsed.data;
  const record = placed.stretch === stretch.number && (await recordIn(placed, treeOf(stretch)));
  const entry = record ? readEntryRecord(record) : undefined;
  if (!entry) return { kind: 'refused', reason: 'entry_not_included' };
  return { kind: 'proven', entry, signed };
}
