import type { Page, PageRequest } from '@finharbor/kernel/contract';
import type { Verified } from '../documents.ts';

/** By what products are counted and filtered. */
export const facetIds = ['holder', 'sector', 'price', 'made', 'personal', 'update', 'term'] as const;
/** One of them. */
export type FacetId = (typeof facetIds)[number];

/** How found products are ordered; `relevance` is by time where nothing is asked for. */
export const sorts = ['relevance', 'newest', 'name_en', 'name_zh', 'size'] as const;
/** One of them. */
export type Sort = (typeof sorts)[number];

/** What products are looked for by: words, and of each facet any of some values. */
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

/** The newest versions of products, found by what they say. */
export type CatalogueStore = {
  /** A page of what fits; `loose` where that does so only with slips of the hand allowed for. Errors: `page.bad_cursor`. */
  readonly find: (find: ProductFind) => Promise<Page<Verified<'product'>> & { readonly loose: boolean }>;
  readonly facets: (query: ProductQuery) => Promise<Facets>;
  /** Whether a product fits a query to the letter. */
  readonly fits: (
    query: ProductQuery,
    one: { readonly holder: string; readonly product: string },
  ) => Promise<boolean>;
};
