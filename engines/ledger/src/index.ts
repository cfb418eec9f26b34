export type { Books, Step } from './machine/books.ts';
export type { Known } from './machine/known.ts';
export { entryAt, entryKind, entryWords, pendingState } from './machine/layout.ts';
export { Machine, type Outcome } from './machine/machine.ts';
export type { Place } from './machine/place.ts';
export { type Account, accountFlags, type NewAccount } from './model/account.ts';
export { decodeTransfer, encodeAccounts, encodeTransfers } from './model/records.ts';
export {
  type CreateAccountStatus,
  type CreateTransferStatus,
  createAccountStatus,
  createTransferStatus,
} from './model/status.ts';
export { amountMax, type NewTransfer, type Transfer, transferFlags } from './model/transfer.ts';
