import type { Dataset, Peer } from '../catalogue/port.ts';

/** Reads another connector's catalogue page by page, as far as its caller reads on; the connector's `fetchCatalog` is one. */
export type FetchCatalogue = (peer: Peer) => AsyncGenerator<readonly Dataset[]>;

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
  readonly dataset: Dataset & { readonly source: Peer };
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
export type FederatedSource = Peer & {
  readonly datasets: number;
  readonly crawledAtMs: number | undefined;
  readonly triedAtMs: number | undefined;
  /** Why the last crawl failed. */
  readonly fault: string | undefined;
  /** Entries of the last crawl that were no data sets of its own. */
  readonly skipped: number;
};

/** The catalogues of several connectors as one. */
export type Federation = {
  /** Has a connector's catalogue gathered from now on; one that is there already gets this address. */
  readonly follow: (peer: Peer) => Promise<void>;
  /** Forgets a connector and all that it lists. */
  readonly unfollow: (peer: string) => Promise<void>;
  readonly sources: () => Promise<readonly FederatedSource[]>;
  /** A data set by its id; of several that have one, always the same. */
  readonly find: (id: string) => Promise<FederatedDataset | undefined>;
  /** Errors: `page.bad_cursor`. */
  readonly search: (query: FederatedQuery) => Promise<FederatedPage>;
};
