/** The ledgers of the scheme: digital yuan, which is no deposit in renminbi (156), and allowances, which are no money and never meet it. */
export const ledgers = { money: 156_100, allowance: 156_101 } as const;

/** What the accounts are. */
export const accountCodes = {
  /** Digital yuan that the central bank has issued. */
  issue: 8101,
  /** What an operator has of it for its customers. */
  vault: 8102,
  wallet: 8201,
  /** Money that is somebody's already and may only go where its purpose says: a card, a voucher, a red packet, a grant. */
  purse: 8202,
  /** What a wallet may still pay in a day or a year. */
  allowance: 9001,
  /** What of a payment may still be refunded. */
  refundable: 9002,
  /** Where allowances come from and go to. */
  pool: 9003,
  /** Holds a wallet's balance against its limit for the length of one chain. */
  gauge: 9004,
  /** Counts what may come about once. */
  once: 9005,
} as const;

/** Why money moves. */
export const transferCodes = {
  issue: 101,
  withdraw: 102,
  topUp: 103,
  redeem: 104,
  pay: 105,
  refund: 106,
  /** Money goes under a purpose, moves on under it, or leaves it again unspent. */
  purpose: 107,
  release: 108,
  /** One leg of a payment that goes through the tiers of a supply chain. */
  passOn: 109,
  /** Moves nothing: says which wallet paid what came from purses, and got back what goes back into them; the sum stands beside it. */
  purposePaid: 110,
  purposeRefunded: 111,
  spend: 120,
  grant: 121,
  gauge: 122,
  once: 123,
} as const;
