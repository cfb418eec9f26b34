import { personalRoutes } from '@finharbor/access/personal-contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** Personal data, at the process that served this page. */
export const personal: TypedClient<typeof personalRoutes> = typedClient(
  personalRoutes,
  location.origin,
  homeFetch,
);
