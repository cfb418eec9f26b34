import type { Json } from '@finharbor/kernel';
import type { Offer } from '../policy/model.ts';

/** Another connector: the participant it is of, and the base of its protocol paths. */
export type Peer = { readonly peer: string; readonly address: string };

/** A data set as the catalogue shows it: under which offers, and in which formats it is transferred. */
export type Dataset = {
  readonly '@id': string;
  readonly hasPolicy: readonly Offer[];
  readonly distribution: readonly { readonly format: string }[];
  /** Who offers it, where that is another than whose catalogue it stands in. */
  readonly source?: Peer;
  /** Further properties, such as `dct:title`, as they go on the wire. */
  readonly properties?: { readonly [name: string]: Json };
};

/** Who asks for what. */
export type CatalogueQuery = {
  /** The participant that asks: it is shown what it may see. */
  readonly participant: string;
  /** As the asker wrote it; empty where it wants everything. */
  readonly filter: readonly Json[];
  /** A page's place in the list, which the catalogue itself named. */
  readonly cursor: string | undefined;
  readonly limit: number;
};

/** A page, or why the question cannot be answered. */
export type CataloguePage =
  | {
      readonly kind: 'page';
      readonly datasets: readonly Dataset[];
      readonly next?: string | undefined;
      readonly previous?: string | undefined;
    }
  | { readonly kind: 'bad_question'; readonly detail: string };

/** What a provider has to offer: the seam between the protocol and where its data sets are kept. */
export type Catalogue = {
  readonly datasets: (query: CatalogueQuery) => Promise<CataloguePage>;
  /** Nothing where there is none, or none that this participant may see. */
  readonly dataset: (id: string, participant: string) => Promise<Dataset | undefined>;
};
