import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { catalogue, productVersion } from '../catalogue.ts';
import type { HubContext } from '../hub/context.ts';
import { dcatCatalog } from './catalog.ts';
import * as routes from './contract.ts';
import { jsonLd, type Thing, turtle } from './graph.ts';

/** The hub's catalogue as other catalogues harvest it. */
export function dcatEndpoints(ctx: Pick<HubContext, 'party' | 'store'>): readonly Endpoint[] {
  const written = async (product: string | undefined, write: (things: readonly Thing[]) => string) => ({
    status: 200 as const,
    body: new TextEncoder().encode(write(await thingsOf(ctx, product))),
  });
  return [
    endpoint(routes.getDcatJsonLd, ({ query }) => written(query.product, jsonLd)),
    endpoint(routes.getDcatTurtle, ({ query }) => written(query.product, turtle)),
  ];
}

async function thingsOf(
  { party, store }: Pick<HubContext, 'party' | 'store'>,
  product: string | undefined,
): Promise<readonly Thing[]> {
  const [peers, products] = await Promise.all([
    store.peers.list(),
    product === undefined ? catalogue(store) : [await productVersion(store, product)],
  ]);
  const hub = peers.find((peer) => peer.party === party)!;
  return dcatCatalog({ hub, holders: peers, products });
}
