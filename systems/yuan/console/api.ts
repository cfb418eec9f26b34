import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';
import { yuanRoutes } from '@finharbor/yuan/contract';

/** The routes of the digital yuan at the process that served this page. */
export const yuan: TypedClient<typeof yuanRoutes> = typedClient(yuanRoutes, location.origin, homeFetch);
