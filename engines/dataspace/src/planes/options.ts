import type { Clock, Random, SigningKey } from '@finharbor/kernel';
import type { Reason } from '../domain.ts';
import type { Span } from './range.ts';
import type { Source } from './sources/port.ts';
import type { Outgoing, PlaneStore, RecordUse } from './store.ts';

/** Whether data may be used now, and if not, why. */
export type MayUse =
  /** Of `bytes` alone where only a part is agreed on, such as a sample. */
  { readonly kind: 'allowed'; readonly bytes?: Span } | { readonly kind: 'refused'; readonly reason: Reason };
/** What a decision about a use is about. */
export type UseAsked = Pick<Outgoing, 'transferId' | 'agreementId' | 'consumer' | 'datasetId'>;
/** What happened at a plane, for a log or an audit trail: ids, codes and counts, never data. */
export type PlaneEvent = {
  readonly kind: 'served' | 'sent' | 'fetched' | 'taken_in' | 'refused' | 'broken';
  /** As it stood in the request, where it was refused. */
  readonly transferId: string;
  readonly code?: string;
  readonly bytes?: number;
};

/** What every part of the planes is given. */
export type PlaneCommon = {
  readonly store: PlaneStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly report: (event: PlaneEvent) => void;
};

/** What a provider's planes are given. */
export type ProviderOptions = PlaneCommon & {
  /** Signs the tokens; only this side reads them. */
  readonly key: SigningKey;
  readonly source: Source;
  /** The data set that an agreement is about. */
  readonly targetOf: (agreementId: string) => Promise<string>;
  /** Asked at each request and every `recheckMs` while data flows. */
  readonly mayUse: (use: UseAsked) => Promise<MayUse>;
  readonly recordUse: RecordUse;
  /** Where `/data/...` of this side is reached from outside, without a slash at the end. */
  readonly address: string;
  /** How long a token holds; default 5 minutes. */
  readonly tokenMs?: number;
  /** Default 1 second. */
  readonly recheckMs?: number;
};

/** How data comes to an end at the consumer; `detail` is the provider's reason. */
export type IncomingEnd =
  | { readonly kind: 'whole'; readonly bytes: number }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string };

/** What a consumer's planes are given. */
export type ConsumerOptions = PlaneCommon & {
  /** Where whole data sets end up; not to be shared between databases. */
  readonly folder: string;
  /** Where `/inbox/...` of this side is reached from outside, without a slash at the end. */
  readonly address: string;
  /** The largest data set that is taken in. */
  readonly maxBytes: number;
  /** Told of each transfer, perhaps more than once: its data is whole, or why it never will be. */
  readonly onEnd: (transferId: string, end: IncomingEnd) => Promise<void>;
};
