import { type Caller, type Endpoint, endpoint } from '@finharbor/kernel/http';
import { offeredView } from '../catalogue.ts';
import type { Bilingual } from '../documents.ts';
import type { Store } from '../store.ts';
import type { countFacetsRoute, FoundProduct, findProductsRoute } from './contract.ts';
import { excerpt, type MarkedText, marked } from './marks.ts';
import type { Offered, Sees } from './query.ts';

/** The catalogue's search at a hub or a node; `sees` says which products that wait a caller is shown. */
export function searchEndpoints(
  { catalogue, sees }: Pick<Store, 'catalogue'> & { readonly sees: (caller: Caller) => Sees },
  routes: {
    readonly findProducts: ReturnType<typeof findProductsRoute>;
    readonly countFacets: ReturnType<typeof countFacetsRoute>;
  },
): readonly Endpoint[] {
  return [
    endpoint(routes.findProducts, async ({ query, caller }) => {
      const { items, ...page } = await catalogue.find(query, sees(caller));
      const found = items.map((offered) => foundOf(offered, query.q ?? ''));
      return { status: 200, body: { items: found, ...page } };
    }),
    endpoint(routes.countFacets, async ({ query, caller }) => ({
      status: 200,
      body: await catalogue.facets(query, sees(caller)),
    })),
  ];
}

function foundOf(offered: Offered, q: string): FoundProduct {
  const both = (said: Bilingual, mark: (text: string, q: string) => MarkedText) => ({
    en: mark(said.en, q),
    zh: mark(said.zh, q),
  });
  const { title, description } = offered.version.body;
  return {
    product: offeredView(offered),
    title: both(title, marked),
    description: both(description, excerpt),
  };
}
