/** How a transfer behaves; a bit field. Names and values are TigerBeetle's. */
export const transferFlags = {
  /** Its fate is that of the next one in the batch. */
  linked: 1,
  /** Money is set aside until the transfer is posted, voided or has timed out. */
  pending: 2,
  postPendingTransfer: 4,
  voidPendingTransfer: 8,
  /** At most `amount`: no more than the debit account's credits cover. */
  balancingDebit: 16,
  /** At most `amount`: no more than the credit account's debits cover. */
  balancingCredit: 32,
  /** Closes the debit account until the transfer, which is pending, is voided. */
  closingDebit: 64,
  closingCredit: 128,
  imported: 256,
} as const;

/** The amount that says "all of it" when a pending transfer is posted. */
export const amountMax: bigint = 2n ** 128n - 1n;

/** A transfer to be made; `amount` is in the ledger's smallest unit. What is left out is 0. */
export type NewTransfer = {
  /** 128 bits, never 0 nor 2^128 - 1; the same id is never carried out twice. */
  readonly id: bigint;
  readonly debitAccountId?: bigint;
  readonly creditAccountId?: bigint;
  readonly amount: bigint;
  /** The pending transfer that this one posts or voids. */
  readonly pendingId?: bigint;
  readonly userData128?: bigint;
  readonly userData64?: bigint;
  readonly userData32?: number;
  /** Seconds after which a pending transfer is undone by itself; 0 is never. */
  readonly timeout?: number;
  readonly ledger?: number;
  /** Why it is made, in the caller's own numbering; 16 bits. */
  readonly code?: number;
  readonly flags?: number;
};

/** A transfer that was made. A balancing one has the amount that moved; one that settles a pending one has what it took from there. */
export type Transfer = Required<NewTransfer> & {
  /** When it was made, in nanoseconds since 1970; unique among all accounts and transfers. */
  readonly timestamp: bigint;
};
