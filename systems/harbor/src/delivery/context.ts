import type { PullConsumerOptions, PushProviderOptions } from '@finharbor/dataspace/planes';
import type { NodeContext } from '../context.ts';
import type { Body, Verified } from '../documents.ts';
import type { Parties } from '../negotiation/parties.ts';
import type { JobPart } from '../transfers/plane.ts';
import type { TransferLinks } from '../transfers/store.ts';
import type { Reckoned } from './reckon.ts';
import type { DeliveryStore } from './store.ts';
import type { Waiters } from './waiters.ts';

/** What a node's deliveries work with. */
export type DeliveryContext = {
  readonly ctx: NodeContext;
  readonly parties: Parties;
  readonly links: TransferLinks;
  readonly store: DeliveryStore;
  readonly provider: PushProviderOptions;
  readonly consumer: PullConsumerOptions;
  readonly waiters: Waiters;
  /** Of files that this process has opened for consumers, by transfer: they are read once and not at each question. */
  readonly reckoned: Map<string, Reckoned>;
  /** Addresses of parties that were pinned meanwhile may be called from then on. */
  readonly refreshReach: () => Promise<void>;
};

/** A delivery that a transfer carries: the attempt of its job, the contract and the product. */
export type Delivered = {
  readonly job: Body<'job'>;
  readonly contract: Verified<'contract'>;
  readonly product: Verified<'product'>;
};

/** A party's part in a delivery. */
export type DeliveryPart = Pick<JobPart, 'job' | 'started' | 'signal'>;
