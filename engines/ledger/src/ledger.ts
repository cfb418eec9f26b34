import type { Account, NewAccount } from './model/account.ts';
import type { AccountBalance, AccountFilter, QueryFilter } from './model/query.ts';
import type { CreateAccountStatus, CreateTransferStatus } from './model/status.ts';
import type { NewTransfer, Transfer } from './model/transfer.ts';

/** What became of one event; `timestamp` is its place in the order of everything. */
export type CreateResult<Status> = { readonly status: Status; readonly timestamp: bigint };

/**
 * A ledger, wherever it is kept: TigerBeetle's operations. Errors of all: `ledger.out_of_range` names the event and the field that does not
 * fit, `ledger.too_many_events` says that a request has more than 8,190.
 */
export type Ledger = AsyncDisposable & {
  /** Opens accounts; one result each, once they are kept for good. */
  readonly createAccounts: (
    accounts: readonly NewAccount[],
  ) => Promise<readonly CreateResult<CreateAccountStatus>[]>;
  /** Makes transfers; one result each, once they are kept for good. */
  readonly createTransfers: (
    transfers: readonly NewTransfer[],
  ) => Promise<readonly CreateResult<CreateTransferStatus>[]>;
  /** The accounts with these ids as they stand; those there are not are left out. */
  readonly lookupAccounts: (ids: readonly bigint[]) => Promise<readonly Account[]>;
  /** The transfers with these ids; those there are not are left out. */
  readonly lookupTransfers: (ids: readonly bigint[]) => Promise<readonly Transfer[]>;
  /** The transfers of an account, the earliest first. An expiry of a pending one is none. Errors: `ledger.bad_filter`. */
  readonly getAccountTransfers: (filter: AccountFilter) => Promise<readonly Transfer[]>;
  /** How an account with the flag `history` stood after each of its transfers, the earliest first; nothing of others. Errors: `ledger.bad_filter`. */
  readonly getAccountBalances: (filter: AccountFilter) => Promise<readonly AccountBalance[]>;
  /** Accounts by their fields, the earliest first. Errors: `ledger.bad_filter`. */
  readonly queryAccounts: (filter: QueryFilter) => Promise<readonly Account[]>;
  /** Transfers by their fields, the earliest first. Errors: `ledger.bad_filter`. */
  readonly queryTransfers: (filter: QueryFilter) => Promise<readonly Transfer[]>;
};
