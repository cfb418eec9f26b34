import type { Page, PageRequest } from '@finharbor/kernel/contract';
import type { Verified } from '../documents.ts';

/**
 * How a product is offered: it may be contracted anew, is stopped for a while or for good, or waits for its right or its review. Where
 * no review is demanded, nothing waits.
 */
export const offerStates = ['listed', 'suspended', 'withdrawn', 'draft'] as const;
/** One of them. */
export type OfferState = (typeof offerStates)[number];

/** By what products are counted and filtered. */
export const facetIds = [
  'state',
  'holder',
  'sector',
  'price',
  'made',
  'personal',
  'update',
  'term',
  'right',
  'registration',
  'level',
] as const;
/** One of them. */
export type FacetId = (typeof facetIds)[number];

/** How found products are ordered; `relevance` is by time where nothing is asked for. */
export const sorts = ['relevance', 'newest', 'name_en', 'name_zh', 'size'] as const;
/** One of them. */
export type Sort = (typeof sorts)[number];

/** What products are looked for by: words, and of each facet any of some values; what is listed where no state is named. */
export type ProductQuery = { readonly q?: string | undefined } & {
  readonly [F in FacetId]?: readonly string[] | undefined;
};

/** What is asked of the catalogue. */
export type ProductFind = ProductQuery & PageRequest & { readonly sort?: Sort | undefined };

/** How many products fit, and how many would with each value of a facet and everything else as it is. */
export type Facets = {
  readonly total: number;
  readonly facets: { readonly [F in FacetId]: readonly { readonly value: string; readonly count: number }[] };
};

/** Which of the products that wait somebody is shown: their holder's people see their own. */
export type Sees = (draft: { readonly holder: string }) => boolean;

/** A product's version that is offered, and how. */
export type Offered = { readonly version: Verified<'product'>; readonly state: OfferState };

/** The products as they are offered, found by what they say. */
export type CatalogueStore = {
  /** A page of what fits; `loose` where that does so only with slips of the hand allowed for. Errors: `page.bad_cursor`. */
  readonly find: (find: ProductFind, sees: Sees) => Promise<Page<Offered> & { readonly loose: boolean }>;
  readonly facets: (query: ProductQuery, sees: Sees) => Promise<Facets>;
  /** Whether a product fits a query to the letter. */
  readonly fits: (
    query: ProductQuery,
    one: { readonly holder: string; readonly product: string },
  ) => Promise<boolean>;
  /** All products in some states, those that were published first coming first. */
  readonly offered: (states: readonly OfferState[]) => Promise<readonly Offered[]>;
  /** How one product is offered. */
  readonly offer: (of: { readonly holder: string; readonly product: string }) => Promise<Offered | undefined>;
};
