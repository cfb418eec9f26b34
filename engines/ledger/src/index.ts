export type { LedgerTables } from './database.gen.ts';
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
  getAccountBalances,
  getAccountTransfers,
  lookupTransfers,
  queryAccountNumbers,
  queryTransfers,
} from './queries/index.ts';
