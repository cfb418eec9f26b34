export type { ProofPolicy, SignedBy, StretchFault } from './check.ts';
export { type AccountProof, type EntryProof, mostProven } from './proof.ts';
export type { AccountFacts, EntryFacts } from './read-record.ts';
export { readStretch, type Stretch } from './stretch.ts';
export {
  type AccountFault,
  type AccountPolicy,
  type AccountStatement,
  type AccountVerdict,
  type ProvenEntry,
  verifyAccountProof,
} from './verify-account.ts';
export { type EntryVerdict, verifyEntryProof } from './verify-entry.ts';
export { type ProofWords, proofWords } from './words.ts';
