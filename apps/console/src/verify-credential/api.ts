import { credentialRoutes } from '@finharbor/credentials/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** Certificates at the process that served this page. */
export const credentials: TypedClient<typeof credentialRoutes> = typedClient(
  credentialRoutes,
  location.origin,
  homeFetch,
);
