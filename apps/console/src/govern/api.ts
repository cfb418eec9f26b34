import { governanceRoutes } from '@finharbor/access/governance';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** Roles, delegations, service accounts, organisations and the emergency account, at the process that served this page. */
export const govern: TypedClient<typeof governanceRoutes> = typedClient(
  governanceRoutes,
  location.origin,
  homeFetch,
);

/** What a page asks by itself, on every screen: nobody's use of it, so the warning before an idle session ends does not wait for it. */
export const watching: TypedClient<Pick<typeof governanceRoutes, 'listEmergencies'>> = typedClient(
  { listEmergencies: governanceRoutes.listEmergencies },
  location.origin,
);
