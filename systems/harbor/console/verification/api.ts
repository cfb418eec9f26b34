import { governanceRoutes } from '@finharbor/access/governance';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

const { getOrganization, listOrganizations, putVerification } = governanceRoutes;
const routes = { getOrganization, listOrganizations, putVerification };

/** Organisations and their verification, at the process that served this page. */
export const organizations: TypedClient<typeof routes> = typedClient(routes, location.origin, homeFetch);
