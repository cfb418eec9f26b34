import type { Bilingual } from '@finharbor/kernel/contract';
import type { Ledger } from '@finharbor/ledger';
import type {
  AccountEntry,
  AccountFacts,
  Code,
  FoundTransfer,
  LedgerAccount,
  LedgerTransfer,
  Sums,
  TrialRow,
  Unit,
} from './domain.ts';

/** What is asked of the ledger itself. */
export type LedgerPort = Pick<Ledger, 'createAccounts' | 'createTransfers' | 'lookupAccounts'>;

/** How accounts stood at any moment, as the ledger's own queries tell. */
export type LedgerPast = {
  readonly balanceAt: (account: bigint, at: bigint) => Promise<Stand | undefined>;
  readonly trialBalance: (at: bigint) => Promise<readonly TrialRow[]>;
};

/** Moments are nanoseconds since 1970; `from` belongs to a span and `until` does not. */
export type Span = { readonly from?: bigint | undefined; readonly until?: bigint | undefined };

/** Rows of a list, the latest first, from before a moment on. */
export type Slice = { readonly limit: number; readonly before?: bigint | undefined };

/** Which accounts are looked for. */
export type AccountFind = {
  readonly id?: bigint | undefined;
  readonly ledger?: number | undefined;
  readonly code?: number | undefined;
  /** The same in any of the three fields. */
  readonly userData?: bigint | undefined;
  readonly owner?: string | undefined;
  /** A part of the name, in either language. */
  readonly name?: string | undefined;
};

/** Which transfers are looked for. */
export type TransferFind = Span & {
  readonly ledger?: number | undefined;
  readonly code?: number | undefined;
  /** Only those that are still pending. */
  readonly isPending?: boolean | undefined;
};

/** Which entries of an account are looked for. */
export type EntryFind = Span & {
  readonly side?: 'debit' | 'credit' | undefined;
  readonly code?: number | undefined;
};

/** A name to be given to an account. */
export type AccountName = { readonly id: bigint; readonly name: Bilingual; readonly owner: string };

/** What can be read of the ledger, and what people call its numbers. */
export type LedgerBooks = {
  readonly units: () => Promise<readonly Unit[]>;
  readonly codes: () => Promise<readonly Code[]>;
  readonly findAccounts: (find: AccountFind, slice: Slice) => Promise<readonly AccountFacts[]>;
  /** Gives a name to an account that has none. */
  readonly name: (name: AccountName) => Promise<void>;
  readonly rename: (name: AccountName) => Promise<void>;
  readonly findTransfers: (find: TransferFind, slice: Slice) => Promise<readonly LedgerTransfer[]>;
  readonly transfer: (id: bigint) => Promise<FoundTransfer | undefined>;
  /** Entries of an account, the latest first; nothing where there is no such account. */
  readonly entries: (account: bigint, find: EntryFind, slice: Slice) => Promise<Entries | undefined>;
  /** What of an account is set aside now, the latest first, as far as its last entries tell. */
  readonly pendingOf: (account: Standing) => Promise<readonly LedgerTransfer[]>;
  readonly progress: () => Promise<Progress>;
};

/** How far the journal is: its last entry, if there is one, and up to when a start need not read it again. */
export type Progress = { readonly lastEntry: bigint | undefined; readonly savedUpTo: bigint };

/** How an account stood, and the moment of the entry that made it so; 0 where there was none. */
export type Stand = Sums & { readonly timestamp: bigint };

/** What is set aside on an account now. */
export type Standing = Pick<LedgerAccount, 'id' | 'debitsPending' | 'creditsPending'>;

/** A run of entries: how the account stood after the first of them, and where the next ones begin, if there are any. */
export type Entries = {
  readonly stands: Sums;
  readonly items: readonly Omit<AccountEntry, 'after'>[];
  readonly next: bigint | undefined;
};
