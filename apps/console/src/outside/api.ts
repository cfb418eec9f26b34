import { outsideErrors, outsideRoutes } from '@finharbor/access/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { registerProblems } from '@finharbor/ui';

// Here and not with the others: only who signs in, links an account or signs out needs these words.
registerProblems(outsideErrors);

/** Outside providers, at the process that served this page. */
export const outside: TypedClient<typeof outsideRoutes> = typedClient(outsideRoutes, location.origin);
