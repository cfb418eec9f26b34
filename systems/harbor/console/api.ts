import { hubRoutes, nodeRoutes } from '@finharbor/harbor/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** The hub's routes at the process that served this page; for pages of the hub. */
export const hub: TypedClient<typeof hubRoutes> = typedClient(hubRoutes, location.origin, homeFetch);

/** The node's routes at the process that served this page; for pages of a node. */
export const node: TypedClient<typeof nodeRoutes> = typedClient(nodeRoutes, location.origin, homeFetch);
