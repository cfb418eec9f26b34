import * as accounts from '../account-routes.ts';
import * as transfers from '../transfer-routes.ts';

/** The ledger's routes by name, as data: its server, its OpenAPI document and its typed clients are made from them. */
export const ledgerRoutes: typeof accounts & typeof transfers = { ...accounts, ...transfers };
