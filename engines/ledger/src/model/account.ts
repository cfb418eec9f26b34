/** What an account may be told at its creation; a bit field. Names and values are TigerBeetle's. */
export const accountFlags = {
  linked: 1,
  debitsMustNotExceedCredits: 2,
  creditsMustNotExceedDebits: 4,
  history: 8,
  imported: 16,
  closed: 32,
} as const;

/** An account to be opened. Ids are 128 bits, never 0 nor 2^128 - 1; `ledger` and `code` are never 0. */
export type NewAccount = {
  readonly id: bigint;
  /** Accounts of one ledger, usually a currency, can pay each other. */
  readonly ledger: number;
  /** What kind of account it is, in the caller's own numbering; 16 bits. */
  readonly code: number;
  readonly flags?: number;
  readonly userData128?: bigint;
  readonly userData64?: bigint;
  readonly userData32?: number;
};

/** An account as it stands. All sums are in the ledger's smallest unit and below 2^128. */
export type Account = Required<NewAccount> & {
  readonly debitsPending: bigint;
  readonly debitsPosted: bigint;
  readonly creditsPending: bigint;
  readonly creditsPosted: bigint;
  /** When it was opened, in nanoseconds since 1970; unique among all accounts and transfers. */
  readonly timestamp: bigint;
};
