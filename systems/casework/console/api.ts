import { caseworkRoutes } from '@finharbor/casework/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** The routes of cases at the process that served this page. */
export const cases: TypedClient<typeof caseworkRoutes> = typedClient(
  caseworkRoutes,
  location.origin,
  homeFetch,
);
