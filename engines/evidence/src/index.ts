export {
  type AuditFinding,
  type AuditOptions,
  type AuditReport,
  type AuditSource,
  audit,
  directorySource,
} from './audit.ts';
export type { AuditState } from './audit-state.ts';
export { digestNow } from './digest-now.ts';
export { type Log, type LogOptions, openLog, type Receipt } from './log.ts';
export {
  type AskWitness,
  type Published,
  type PublishOptions,
  publish,
  type WitnessOutcome,
} from './publish.ts';
export { commitBytesNow, opensTo, saltedCommitment } from './salted.ts';
export { leafHashNow, treePath, treeRoot } from './tree.ts';
export {
  type Checkpoint,
  type ConsistencyClaim,
  type Cosigner,
  checkSignature,
  commitBytes,
  formatProof,
  formatVerifierKey,
  type InclusionClaim,
  leafHash,
  type Note,
  type NoteSignature,
  type Opening,
  opensCommitment,
  parseCheckpoint,
  parseNote,
  parseProof,
  parseVerifierKey,
  type ReceiptCheck,
  type ReceiptFault,
  type ReceiptVerdict,
  type SignatureCheck,
  type SignatureType,
  signatureType,
  type TlogProof,
  type TreeHead,
  type VerifierKey,
  verifierKey,
  verifyConsistency,
  verifyInclusion,
  verifyReceipt,
} from './verify.ts';
export {
  createWitness,
  type Witness,
  type WitnessChange,
  type WitnessOptions,
  type WitnessResponse,
  type WitnessStore,
} from './witness.ts';
export { openWitnessFiles } from './witness-files.ts';
export type { Appended, NewEntry } from './writer.ts';
