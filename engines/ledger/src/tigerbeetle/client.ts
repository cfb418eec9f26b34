import { fail } from '@finharbor/kernel';

/** An account as TigerBeetle's client takes and gives it. Of a new one the sums, `reserved` and `timestamp` are 0. */
export type WireAccount = {
  readonly id: bigint;
  readonly debits_pending: bigint;
  readonly debits_posted: bigint;
  readonly credits_pending: bigint;
  readonly credits_posted: bigint;
  readonly user_data_128: bigint;
  readonly user_data_64: bigint;
  readonly user_data_32: number;
  readonly reserved: number;
  readonly ledger: number;
  readonly code: number;
  readonly flags: number;
  readonly timestamp: bigint;
};

/** A transfer as TigerBeetle's client takes and gives it. Of a new one `timestamp` is 0. */
export type WireTransfer = {
  readonly id: bigint;
  readonly debit_account_id: bigint;
  readonly credit_account_id: bigint;
  readonly amount: bigint;
  readonly pending_id: bigint;
  readonly user_data_128: bigint;
  readonly user_data_64: bigint;
  readonly user_data_32: number;
  readonly timeout: number;
  readonly ledger: number;
  readonly code: number;
  readonly flags: number;
  readonly timestamp: bigint;
};

/** How an account stood, as TigerBeetle's client gives it. */
export type WireBalance = Pick<
  WireAccount,
  'debits_pending' | 'debits_posted' | 'credits_pending' | 'credits_posted' | 'timestamp'
>;

/** What both of TigerBeetle's filters have. */
export type WireFilter = {
  readonly user_data_128: bigint;
  readonly user_data_64: bigint;
  readonly user_data_32: number;
  readonly code: number;
  readonly timestamp_min: bigint;
  readonly timestamp_max: bigint;
  readonly limit: number;
  readonly flags: number;
};

/** TigerBeetle's filter of one account's transfers or balances. */
export type WireAccountFilter = WireFilter & { readonly account_id: bigint };

/** TigerBeetle's filter of all accounts or transfers. */
export type WireQueryFilter = WireFilter & { readonly ledger: number };

/** What became of one event, with TigerBeetle's number. */
export type WireResult = { readonly status: number; readonly timestamp: bigint };

/** A session with a cluster. It has one request under way at a time, and sends what gathers meanwhile together. */
export type Client = {
  readonly createAccounts: (batch: readonly WireAccount[]) => Promise<readonly WireResult[]>;
  readonly createTransfers: (batch: readonly WireTransfer[]) => Promise<readonly WireResult[]>;
  readonly lookupAccounts: (ids: readonly bigint[]) => Promise<readonly WireAccount[]>;
  readonly lookupTransfers: (ids: readonly bigint[]) => Promise<readonly WireTransfer[]>;
  readonly getAccountTransfers: (filter: WireAccountFilter) => Promise<readonly WireTransfer[]>;
  readonly getAccountBalances: (filter: WireAccountFilter) => Promise<readonly WireBalance[]>;
  readonly queryAccounts: (filter: WireQueryFilter) => Promise<readonly WireAccount[]>;
  readonly queryTransfers: (filter: WireQueryFilter) => Promise<readonly WireTransfer[]>;
  readonly destroy: () => void;
};

/**
 * What is used of `tigerbeetle-node` 0.17.9; said here once more, so that who does not use it need not install it. Source: its
 * `src/index.ts` and `src/bindings.ts`.
 */
export type ClientPackage = {
  readonly createClient: (options: {
    readonly cluster_id: bigint;
    readonly replica_addresses: readonly string[];
  }) => Client;
};

const packageName = 'tigerbeetle-node';
const howToInstall = `npm install ${packageName}@0.17.9`;

/**
 * Loads TigerBeetle's client. Errors: `ledger.tigerbeetle_missing` where it is not installed, or in a version before 0.17, which tells of
 * failures alone.
 */
export async function loadClientPackage(name: string = packageName): Promise<ClientPackage> {
  const code = 'ledger.tigerbeetle_missing';
  let loaded: Partial<ClientPackage> & { readonly CreateTransferStatus?: object };
  try {
    loaded = await import(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return fail(code, `TigerBeetle's client is not installed: ${howToInstall}`, error);
  }
  const { createClient, CreateTransferStatus } = loaded;
  if (!createClient || !CreateTransferStatus)
    return fail(code, `TigerBeetle's client is needed in another version: ${howToInstall}`);
  return { createClient };
}
