import { accessRoutes } from '@finharbor/access/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** Sign-in, accounts and the demonstration's people, at the process that served this page. */
export const access: TypedClient<typeof accessRoutes> = typedClient(accessRoutes, location.origin, homeFetch);
