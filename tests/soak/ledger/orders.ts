import type { ModelAccount } from '@finharbor/ledger/testing';

/** What a driver is to do. */
export type Orders = {
  readonly url: string;
  readonly seed: number;
  /** Where it keeps what its callers were told. */
  readonly acks: string;
  /** By lane: requests that nobody was told of. */
  readonly open: readonly (readonly number[])[];
  /** By lane: the first request that was never made. */
  readonly next: readonly number[];
  /** By lane. */
  readonly callers: readonly number[];
};

/** What a driver says: that callers are told again, what went wrong, how all accounts stand after the last request. */
export type Message =
  | { readonly kind: 'told' }
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'finished'; readonly accounts: readonly ModelAccount[] };
