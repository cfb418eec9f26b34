/** What a server of cases is told when it starts. */
export type Orders = {
  readonly url: string;
  readonly seed: number;
  /** Its clock goes by so much ahead of the machine's. */
  readonly aheadMs: number;
  /** Where its callers note down what they were told, and its outside port what it did. */
  readonly acks: string;
  readonly notices: string;
  /** How many callers; without any it only does what follows from cases. */
  readonly callers: number;
};

/** What a caller was told: so many events, the last of this hash. */
export type Ack = { readonly id: string; readonly revision: number; readonly hash: string };
