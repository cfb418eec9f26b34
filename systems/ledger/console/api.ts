import { ledgerRoutes } from '@finharbor/bookkeeping/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { homeFetch } from '@finharbor/ui/screens';

/** The ledger's routes at the process that served this page. */
export const books: TypedClient<typeof ledgerRoutes> = typedClient(ledgerRoutes, location.origin, homeFetch);
