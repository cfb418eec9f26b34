import type { Json } from '@finharbor/kernel';
import type { Offer } from '../policy/model.ts';

/** Another connector: the participant it is of, and the base of its protocol paths. */
export type CataloguePeer = { readonly peer: string; readonly address: string };
/** A data set as another connector's catalogue shows it. */
export type ListedDataset = {
  readonly '@id': string;
  readonly hasPolicy: readonly Offer[];
  readonly distribution: readonly { readonly format: string }[];
  /** Further properties, such as `dct:title`. */
  readonly properties?: { readonly [name: string]: Json };
};
/** Reads another connector's catalogue page by page, as far as its caller reads on; the connector's `fetchCatalog` is one. */
export type FetchCatalogue = (peer: CataloguePeer) => AsyncGenerator<readonly ListedDataset[]>;

/** What is looked for. */
export type FederatedQuery = {
  /** Words that must all occur, in any order and any part of a word. */
  readonly text?: string;
  readonly peers?: readonly string[];
  /** One of these formats of transfer. */
  readonly formats?: readonly string[];
  readonly cursor?: string | undefined;
  /** At most 200. */
  readonly limit: number;
};
/** A data set of another connector, and how old what is known of it is. */
export type FederatedDataset = {
  readonly peer: string;
  readonly address: string;
  readonly title: string;
  readonly dataset: ListedDataset;
  /** When its catalogue was last read to its end, or this entry has changed after that. */
  readonly asOfMs: number;
  /** Since then it was tried in vain for longer than is thought fresh. */
  readonly isStale: boolean;
};
/** A page of what was found, in the order of titles. */
export type FederatedPage = {
  readonly items: readonly FederatedDataset[];
  readonly next: string | undefined;
};

/** How a connector's catalogue stands here. */
export type FederatedSource = CataloguePeer & {
  readonly datasets: number;
  readonly crawledAtMs: number | undefined;
  readonly triedAtMs: number | undefined;
  /** Why the last crawl failed. */
  readonly fault: string | undefined;
  readonly skipped: number;
};

/** The catalogues of several connectors as one. */
export type Federation = {
  /** Has a connector's catalogue gathered from now on; one that is there already gets this address. */
  readonly follow: (peer: CataloguePeer) => Promise<void>;
  /** Forgets a connector and all that it lists. */
  readonly unfollow: (peer: string) => Promise<void>;
  readonly sources: () => Promise<readonly FederatedSource[]>;
  /** Errors: `page.bad_cursor`. */
  readonly search: (query: FederatedQuery) => Promise<FederatedPage>;
};
