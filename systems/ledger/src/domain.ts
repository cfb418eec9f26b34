import type { Bilingual } from '@finharbor/kernel/contract';
import type { accountFlags, CreateTransferStatus, transferFlags } from '@finharbor/ledger';

/** A flag of an account, by name. */
export type AccountFlag = keyof typeof accountFlags;
/** A flag of a transfer, by name. */
export type TransferFlag = keyof typeof transferFlags;

/** What amounts of a ledger are counted in. */
export type Unit = {
  readonly ledger: number;
  /** `CNY`; of a ledger of a currency the letters of ISO 4217. */
  readonly code: string;
  readonly name: Bilingual;
  readonly decimals: number;
};

/** What a code of accounts or of transfers stands for. */
export type Code = { readonly kind: 'account' | 'transfer'; readonly code: number; readonly name: Bilingual };

/** An account's four sums, in the ledger's smallest unit. */
export type Sums = {
  readonly debitsPending: bigint;
  readonly debitsPosted: bigint;
  readonly creditsPending: bigint;
  readonly creditsPosted: bigint;
};

/** What is known of an account beside its sums. */
export type AccountFacts = {
  readonly id: bigint;
  readonly ledger: number;
  readonly code: number;
  readonly name: Bilingual | null;
  /** The party whose account it is. */
  readonly owner: string | null;
  readonly userData128: bigint;
  readonly userData64: bigint;
  readonly userData32: number;
  /** When it was opened, in nanoseconds since 1970. */
  readonly timestamp: bigint;
};

/** An account as it stands. */
export type LedgerAccount = AccountFacts & Sums & { readonly flags: readonly AccountFlag[] };

/** One side of a transfer. */
export type Side = { readonly id: bigint; readonly name: Bilingual | null };

/** Where a transfer stands: carried out, or set aside and what became of that. */
export type TransferState = 'done' | 'pending' | 'posted' | 'voided' | 'expired';

/** A transfer of the journal. */
export type LedgerTransfer = {
  readonly id: bigint;
  /** When it was made, in nanoseconds since 1970: its place in the order of everything. */
  readonly timestamp: bigint;
  readonly ledger: number;
  readonly code: number;
  readonly debit: Side;
  readonly credit: Side;
  readonly amount: bigint;
  readonly flags: readonly TransferFlag[];
  readonly state: TransferState;
  /** The pending transfer that this one posts or voids. */
  readonly pendingId: bigint | null;
  /** After so many seconds a pending one is undone; 0 is never. */
  readonly timeoutS: number;
  readonly userData128: bigint;
  readonly userData64: bigint;
  readonly userData32: number;
};

/** What an entry of the journal did to one of its accounts. */
export type Effect = { readonly posted: bigint; readonly pending: bigint };

/** An entry of an account: a transfer, or the end of a pending one whose time was up, and how the account stood after it. */
export type AccountEntry = Effect & {
  readonly kind: 'transfer' | 'expiry';
  readonly timestamp: bigint;
  /** For an expiry, the transfer that has expired. */
  readonly transfer: LedgerTransfer;
  readonly side: 'debit' | 'credit';
  /** Null where entries in between are left out. */
  readonly after: Sums | null;
};

/** One transfer with all that belongs to it. */
export type TransferFile = {
  readonly transfer: LedgerTransfer;
  /** What posted or voided it, or when it expired. */
  readonly resolution: {
    readonly id: bigint | null;
    readonly timestamp: bigint;
    readonly amount: bigint;
  } | null;
  /** The pending transfer that it posts or voids. */
  readonly pending: LedgerTransfer | null;
  /** The chain it was made in, itself included; empty where it was made alone. */
  readonly chain: readonly LedgerTransfer[];
};

/** What there is under an id: a transfer, or a refusal that has spent it. */
export type FoundTransfer =
  | ({ readonly kind: 'made' } & TransferFile)
  | {
      readonly kind: 'refused';
      readonly id: bigint;
      readonly timestamp: bigint;
      readonly status: CreateTransferStatus;
    };

/** A line of the trial balance: the accounts of one ledger and code together. */
export type TrialRow = Sums & { readonly ledger: number; readonly code: number };

/** The outcome of a transfer that was sent. */
export type SentTransfer = {
  readonly id: bigint;
  readonly kind: 'created' | 'exists' | 'refused';
  readonly status: CreateTransferStatus;
};

/** The sums before an entry, from those after it. */
export function before(after: Sums, { side, posted, pending }: Pick<AccountEntry, 'side'> & Effect): Sums {
  return side === 'debit'
    ? { ...after, debitsPosted: after.debitsPosted - posted, debitsPending: after.debitsPending - pending }
    : {
        ...after,
        creditsPosted: after.creditsPosted - posted,
        creditsPending: after.creditsPending - pending,
      };
}
