export { type Checkpoint, parseCheckpoint, type TreeHead } from './checkpoint.ts';
export { commitBytes, type Opening, opensCommitment } from './commitment.ts';
export {
  checkSignature,
  formatVerifierKey,
  type Note,
  type NoteSignature,
  parseNote,
  parseVerifierKey,
  type SignatureCheck,
  type SignatureType,
  signatureType,
  type VerifierKey,
  verifierKey,
} from './note.ts';
export {
  type ConsistencyClaim,
  type InclusionClaim,
  leafHash,
  verifyConsistency,
  verifyInclusion,
} from './proof.ts';
export {
  type Cosigner,
  formatProof,
  parseProof,
  type ReceiptCheck,
  type ReceiptFault,
  type ReceiptVerdict,
  type TlogProof,
  verifyReceipt,
} from './receipt.ts';
