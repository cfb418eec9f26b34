import { ethicsRoutes } from '@finharbor/ethics/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

export { ethicsRoutes };

/** The routes of the ethics committee at the process that served this page. */
export const ethics: TypedClient<typeof ethicsRoutes> = typedClient(ethicsRoutes, location.origin, homeFetch);
