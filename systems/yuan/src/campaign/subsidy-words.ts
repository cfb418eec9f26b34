/** Why a claim is rejected. */
export const rejections = ['invoice_unknown', 'other_person', 'price_differs', 'not_new'] as const;
/** One of them. */
export type Rejection = (typeof rejections)[number];

/** What somebody claims for a car. */
export type NewClaim = {
  readonly id: string;
  readonly wallet: string;
  readonly invoice: string;
  readonly priceMinor: bigint;
  /** The dealer's wallet where the subsidy is a part of the price; null where it goes to the wallet. */
  readonly dealer: string | null;
};

/** A claim, as it is kept. */
export type Claim = NewClaim & {
  readonly campaign: string;
  readonly entry: string;
  readonly amountMinor: bigint;
  readonly state: 'asked' | 'approved' | 'paid' | 'rejected';
  readonly why: Rejection | null;
  readonly askedAtMs: number;
  readonly decidedAtMs: number | null;
};
