import * as node from '../node-contract.ts';

/** A node's routes by name, as data: its server, its OpenAPI document and its typed clients are made from them. */
export const nodeRoutes: typeof node = node;
