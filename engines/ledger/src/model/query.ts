/** Which sides of an account a filter is about, and in which order it tells; a bit field. Names and values are TigerBeetle's. */
export const accountFilterFlags = {
  debits: 1,
  credits: 2,
  /** The latest first. */
  reversed: 4,
} as const;

/** In which order a query tells; a bit field. Name and value are TigerBeetle's. */
export const queryFilterFlags = {
  /** The latest first. */
  reversed: 1,
} as const;

/** What every filter narrows by; what is left out or 0 narrows nothing. Moments are inclusive, in nanoseconds since 1970. */
type CommonFilter = {
  readonly userData128?: bigint;
  readonly userData64?: bigint;
  readonly userData32?: number;
  readonly code?: number;
  readonly timestampMin?: bigint;
  readonly timestampMax?: bigint;
  /** At most so many, from 1 to 8,190; for more, ask again from the last one's timestamp on. */
  readonly limit: number;
  readonly flags?: number;
};

/** Transfers of one account, or how it stood after each of them. `flags` names at least one side (`accountFilterFlags`). */
export type AccountFilter = CommonFilter & { readonly accountId: bigint };

/** Accounts or transfers by their common fields. */
export type QueryFilter = CommonFilter & { readonly ledger?: number };

/** How an account stood after the transfer of this timestamp. */
export type AccountBalance = {
  readonly debitsPending: bigint;
  readonly debitsPosted: bigint;
  readonly creditsPending: bigint;
  readonly creditsPosted: bigint;
  readonly timestamp: bigint;
};

/** Of one request or answer at most so many. */
export const mostEvents = 8_190;
