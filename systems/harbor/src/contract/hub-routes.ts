import * as hub from '../hub-contract.ts';

/** The hub's routes by name, as data: its server, its OpenAPI document and its typed clients are made from them. */
export const hubRoutes: typeof hub = hub;
