export type { LedgerTables } from './database.gen.ts';
export { ledgerMigrations } from './migrations.ts';
export { type Account, accountFlags, type NewAccount } from './model/account.ts';
export type { CreateAccountStatus, CreateTransferStatus } from './model/status.ts';
export { amountMax, type NewTransfer, transferFlags } from './model/transfer.ts';
export { type CreateResult, type Ledger, type LedgerOptions, openLedger } from './postgres/open.ts';
