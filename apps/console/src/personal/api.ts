import { personalErrors, personalRoutes } from '@finharbor/access/personal-contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { registerProblems } from '@finharbor/ui';

// Here and not with the other tables: the first page needs none of it.
registerProblems(personalErrors);

/** Personal data, at the process that served this page. */
export const personal: TypedClient<typeof personalRoutes> = typedClient(personalRoutes, location.origin);
