import { governanceRoutes } from '@finharbor/access/governance';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** Roles, delegations, service accounts, organisations and the emergency account, at the process that served this page. */
export const govern: TypedClient<typeof governanceRoutes> = typedClient(
  governanceRoutes,
  location.origin,
  homeFetch,
);
