import { defineRoute, type Page, pageQuery, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type ProductView, productView } from '../views.ts';
import type { MarkedText } from './marks.ts';
import { type FacetId, type Facets, facetIds, type ProductFind, type ProductQuery, sorts } from './query.ts';

/** A product that was found, and what in its words fits. */
export type FoundProduct = {
  readonly product: ProductView;
  readonly title: { readonly en: MarkedText; readonly zh: MarkedText };
  readonly description: { readonly en: MarkedText; readonly zh: MarkedText };
};

/** A page of what was found; `loose` where it fits only with slips of the hand allowed for. */
export type FoundProducts = Page<FoundProduct> & { readonly loose: boolean };

const marked: z.ZodType<MarkedText> = z.strictObject({
  text: z.string(),
  marks: z.array(z.tuple([z.int(), z.int()])).meta({ description: 'From and to, in UTF-16 units' }),
});
const both = z.strictObject({ en: marked, zh: marked });
const foundProduct: z.ZodType<FoundProduct> = z.strictObject({
  product: productView,
  title: both,
  description: both,
});
const foundProducts: z.ZodType<FoundProducts> = z.strictObject({
  items: z.array(foundProduct),
  next: z.base64url().nullable() as unknown as z.ZodType<FoundProducts['next']>,
  loose: z.boolean(),
});
const facetCounts = z.array(z.strictObject({ value: z.string(), count: z.int().nonnegative() }));
const facets: z.ZodType<Facets> = z.strictObject({
  total: z.int().nonnegative(),
  facets: z.strictObject(
    Object.fromEntries(facetIds.map((facet) => [facet, facetCounts])) as Record<FacetId, typeof facetCounts>,
  ),
});

/** Values of one facet in a query string: separated by commas. */
const chosen: z.ZodType<readonly string[], string> = z.codec(
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}(,[A-Za-z0-9_-]{1,40}){0,19}$/, 'Up to twenty values, separated by commas'),
  z.array(z.string()),
  { decode: (text) => text.split(','), encode: (values) => values.join(',') },
);
const asked = {
  q: textSchema(200).optional().meta({
    description: 'Words in Chinese or English, pinyin, or initials of pinyin',
  }),
  ...(Object.fromEntries(facetIds.map((facet) => [facet, chosen.optional()])) as Record<
    FacetId,
    z.ZodOptional<typeof chosen>
  >),
};

/** A search as JSON: the values of each facet in a list. */
export const productQuerySchema: z.ZodType<ProductQuery> = z.strictObject({
  q: textSchema(200).optional(),
  ...(Object.fromEntries(
    facetIds.map((facet) => [
      facet,
      z
        .array(z.string().regex(/^[A-Za-z0-9_-]{1,40}$/))
        .min(1)
        .max(20)
        .optional(),
    ]),
  ) as unknown as Record<FacetId, z.ZodOptional<z.ZodType<readonly string[]>>>),
});

type FindRoute = Route<{ query: ProductFind; replies: { 200: FoundProducts } }>;
type FacetsRoute = Route<{ query: ProductQuery; replies: { 200: Facets } }>;

/** Search in the newest versions of all products, for whoever may read the catalogue at that place. */
export function findProductsRoute(access: 'public' | readonly []): FindRoute {
  return defineRoute({
    method: 'GET',
    path: '/catalogue/products',
    summary: { en: 'Search the catalogue', zh: '检索数据目录' },
    tags: ['catalogue'],
    query: z.strictObject({ ...asked, ...pageQuery, sort: z.enum(sorts).optional() }),
    responses: { 200: foundProducts },
    errors: ['page.bad_cursor'],
    access,
    audit: { none: 'public' },
  });
}

/** How many products fit a search, by holder, sector, price and the like. */
export function countFacetsRoute(access: 'public' | readonly []): FacetsRoute {
  return defineRoute({
    method: 'GET',
    path: '/catalogue/facets',
    summary: { en: 'Count what a search finds', zh: '检索结果分面计数' },
    tags: ['catalogue'],
    query: z.strictObject(asked),
    responses: { 200: facets },
    errors: [],
    access,
    audit: { none: 'public' },
  });
}
