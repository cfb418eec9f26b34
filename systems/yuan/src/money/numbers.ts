/** The ledgers of the scheme: money has its ISO 4217 number; allowances are no money and never meet it. */
export const ledgers = { money: 156, allowance: 156_001 } as const;

/** What the accounts are. */
export const accountCodes = {
  /** Digital yuan that the central bank has issued. */
  issue: 1101,
  /** What an operator has of it for its customers. */
  vault: 1102,
  wallet: 2201,
  /** What a wallet may still pay in a day or a year. */
  allowance: 9001,
  /** What of a payment may still be refunded. */
  refundable: 9002,
  /** Where allowances come from and go to. */
  pool: 9003,
  /** Holds a wallet's balance against its limit for the length of one chain. */
  gauge: 9004,
} as const;

/** Why money moves. */
export const transferCodes = {
  issue: 1,
  withdraw: 2,
  topUp: 3,
  redeem: 4,
  pay: 5,
  refund: 6,
  spend: 20,
  grant: 21,
  gauge: 22,
} as const;
