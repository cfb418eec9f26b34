export type { LedgerTables } from './database.gen.ts';
export { auditJournal, type JournalAudit, type JournalAuditOptions } from './evidence/audit.ts';
export type { ReadLog } from './evidence/audit-log.ts';
export { type CheckpointOptions, checkpointJournal } from './evidence/checkpoint.ts';
export type { JournalFinding } from './evidence/findings.ts';
export {
  type AccountProving,
  type AccountTime,
  type ProofSource,
  type Proving,
  proveAccount,
  proveEntry,
} from './evidence/prove.ts';
export {
  type AccountFacts,
  type AccountFault,
  type AccountPolicy,
  type AccountProof,
  type AccountStatement,
  type AccountVerdict,
  type EntryFacts,
  type EntryProof,
  type EntryVerdict,
  mostProven,
  type ProofPolicy,
  type ProofWords,
  type ProvenEntry,
  proofWords,
  type SignedBy,
  type Stretch,
  type StretchFault,
  verifyAccountProof,
  verifyEntryProof,
} from './evidence/verify.ts';
export {
  type IntentFate,
  keepPosting,
  type Posting,
  postIntents,
  readIntents,
  writeIntent,
} from './intents/index.ts';
export type { CreateResult, Ledger } from './ledger.ts';
export { transferAt, transferWords } from './machine/layout.ts';
export type { Outcome } from './machine/machine.ts';
export { ledgerMigrations } from './migrations.ts';
export { type Account, accountFlags, type NewAccount } from './model/account.ts';
export {
  type AccountBalance,
  type AccountFilter,
  accountFilterFlags,
  mostEvents,
  type QueryFilter,
  queryFilterFlags,
} from './model/query.ts';
export { encodeTransfers } from './model/records.ts';
export {
  type CreateAccountStatus,
  type CreateTransferStatus,
  createAccountStatus,
  createTransferStatus,
} from './model/status.ts';
export { amountMax, type NewTransfer, type Transfer, transferFlags } from './model/transfer.ts';
export { type LedgerOptions, openLedger } from './postgres/open.ts';
export { type Standby, type StandbyOptions, standBy } from './postgres/standby.ts';
export type { WrittenLedger } from './postgres/written-ledger.ts';
export {
  balanceAt,
  type Closing,
  closeMonth,
  closeMonths,
  type ExportFormat,
  exportAccounts,
  exportTransfers,
  getAccountBalances,
  getAccountTransfers,
  lookupTransfers,
  queryAccountNumbers,
  queryTransfers,
  type Sums,
  type TrialRow,
  trialBalance,
} from './queries/index.ts';
