import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { productViewOf } from '../catalogue.ts';
import type { Bilingual, Verified } from '../documents.ts';
import type { Store } from '../store.ts';
import type { countFacetsRoute, FoundProduct, findProductsRoute } from './contract.ts';
import { excerpt, type MarkedText, marked } from './marks.ts';

/** The catalogue's search at a hub or a node. */
export function searchEndpoints(
  { catalogue }: Pick<Store, 'catalogue'>,
  routes: {
    readonly findProducts: ReturnType<typeof findProductsRoute>;
    readonly countFacets: ReturnType<typeof countFacetsRoute>;
  },
): readonly Endpoint[] {
  return [
    endpoint(routes.findProducts, async ({ query }) => {
      const { items, ...page } = await catalogue.find(query);
      const found = items.map((version) => foundOf(version, query.q ?? ''));
      return { status: 200, body: { items: found, ...page } };
    }),
    endpoint(routes.countFacets, async ({ query }) => ({ status: 200, body: await catalogue.facets(query) })),
  ];
}

function foundOf(version: Verified<'product'>, q: string): FoundProduct {
  const both = (said: Bilingual, mark: (text: string, q: string) => MarkedText) => ({
    en: mark(said.en, q),
    zh: mark(said.zh, q),
  });
  const { title, description } = version.body;
  return {
    product: productViewOf(version, version.id),
    title: both(title, marked),
    description: both(description, excerpt),
  };
}
