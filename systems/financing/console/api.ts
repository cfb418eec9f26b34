import { financingRoutes } from '@finharbor/financing/contract';
import { type FetchLike, type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** The lender's routes at the node that served this page. */
export const own: TypedClient<typeof financingRoutes> = typedClient(
  financingRoutes,
  location.origin,
  homeFetch,
);

/** The routes of another lender's node, called from the hub's page; `fetchLike` signs for the firm. */
export function lenderAt(url: string, fetchLike?: FetchLike): TypedClient<typeof financingRoutes> {
  return typedClient(financingRoutes, url, fetchLike);
}
