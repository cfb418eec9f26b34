/** A transfer as 32 words, little-endian: the 128 bytes that TigerBeetle's clients send. Offsets are in words. */
export const transferAt = {
  id: 0,
  debitAccountId: 4,
  creditAccountId: 8,
  amount: 12,
  pendingId: 16,
  userData128: 20,
  userData64: 24,
  userData32: 26,
  timeout: 27,
  ledger: 28,
  /** The code in the lower, the flags in the upper 16 bits. */
  codeAndFlags: 29,
  timestamp: 30,
} as const;

/** Words of a transfer. */
export const transferWords = 32;

/** A new account as 32 words, little-endian: the 128 bytes that TigerBeetle's clients send. Sums, words 4 to 19, are 0. */
export const newAccountAt = {
  id: 0,
  userData128: 20,
  userData64: 24,
  userData32: 26,
  ledger: 28,
  codeAndFlags: 29,
  timestamp: 30,
} as const;

/** Words of a new account. */
export const newAccountWords = 32;

/** What an account is: an id first, as every indexed record has it. Never changes. */
export const accountAt = {
  id: 0,
  userData128: 4,
  userData64: 8,
  userData32: 10,
  ledger: 11,
  /** The code in the lower 16 bits, the flags it was opened with in the upper. */
  codeAndFlags: 12,
  timestamp: 13,
} as const;

/** Words of what an account is. */
export const accountWords = 16;

/** How an account stands. */
export const balanceAt = {
  debitsPending: 0,
  debitsPosted: 4,
  creditsPending: 8,
  creditsPosted: 12,
  /** The timestamp of the last entry that touched it: its history is a chain from here back. */
  lastEntry: 16,
  flags: 18,
} as const;

/** Words of how an account stands. */
export const balanceWords = 20;

/** How an account stood after an entry: `balanceAt` up to the entry's timestamp, then the account's number. */
export const historyAt = { lastEntry: 16, accountNo: 18 } as const;

/** Words of how an account stood. */
export const historyWords = 19;

/** An entry of the journal: the transfer as it was carried out, and how it hangs together with earlier ones. */
export const entryAt: typeof transferAt & {
  readonly [field in
    | 'debitNo'
    | 'creditNo'
    | 'kind'
    | 'state'
    | 'debitPrevious'
    | 'creditPrevious'
    | 'pendingTimestamp']: number;
} = {
  ...transferAt,
  debitNo: 32,
  creditNo: 33,
  /** One of `entryKind`. */
  kind: 34,
  /** Of a pending transfer: one of `pendingState`. */
  state: 35,
  debitPrevious: 36,
  creditPrevious: 38,
  /** The timestamp of the pending transfer that this entry resolves. */
  pendingTimestamp: 40,
};

/** Words of an entry. */
export const entryWords = 42;

/** Words of a pending transfer: an entry without its connections. */
export const pendingWords = 36;

/** What an entry says. A refused id has no accounts; its status stands in the code. */
export const entryKind = { transfer: 1, expiry: 2, refusal: 3 } as const;

/** What became of a pending transfer. */
export const pendingState = { none: 0, pending: 1, posted: 2, voided: 3, expired: 4 } as const;
