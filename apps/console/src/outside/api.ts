import { outsideRoutes } from '@finharbor/access/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** Outside providers, at the process that served this page. */
export const outside: TypedClient<typeof outsideRoutes> = typedClient(
  outsideRoutes,
  location.origin,
  homeFetch,
);
