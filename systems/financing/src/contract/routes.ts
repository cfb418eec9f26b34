import * as routes from '../routes.ts';

/** The financing system's routes by name, as data: its server, its OpenAPI document and its typed clients are made from them. */
export const financingRoutes: typeof routes = routes;
