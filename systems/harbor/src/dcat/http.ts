import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { catalogue, productVersion } from '../catalogue.ts';
import type { HubContext } from '../hub/context.ts';
import type { OfferState } from '../search/query.ts';
import type { ProductView } from '../views.ts';
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

/** What is suspended may go on, and is told of as such; what is withdrawn will not. */
const exported: readonly OfferState[] = ['listed', 'suspended'];

async function exportedVersion(store: HubContext['store'], id: string): Promise<ProductView> {
  const version = await productVersion(store, id);
  if (!exported.includes(version.state)) fail('product.not_found', 'This product is not in the catalogue.');
  return version;
}

async function thingsOf(
  { party, store }: Pick<HubContext, 'party' | 'store'>,
  product: string | undefined,
): Promise<readonly Thing[]> {
  const [peers, products] = await Promise.all([
    store.peers.list(),
    product === undefined ? catalogue(store, exported) : [await exportedVersion(store, product)],
  ]);
  const hub = peers.find((peer) => peer.party === party)!;
  return dcatCatalog({ hub, holders: peers, products });
}
