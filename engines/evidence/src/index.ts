export {
  type AuditFinding,
  type AuditOptions,
  type AuditReport,
  type AuditSource,
  audit,
  directorySource,
} from './audit.ts';
export type { AuditState } from './audit-state.ts';
export { type Log, type LogOptions, openLog, type Receipt } from './log.ts';
export {
  type AskWitness,
  type Published,
  type PublishOptions,
  publish,
  type WitnessOutcome,
} from './publish.ts';
export { opensTo, saltedCommitment } from './salted.ts';
export * from './verify.ts';
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
