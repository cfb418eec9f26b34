import { securityRoutes } from '@finharbor/access/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** Second factors, sessions and recovery, at the process that served this page. */
export const security: TypedClient<typeof securityRoutes> = typedClient(
  securityRoutes,
  location.origin,
  homeFetch,
);
