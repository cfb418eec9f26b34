import * as cards from './card-routes.ts';
import * as shop from './shop-routes.ts';
import * as watch from './watch-routes.ts';

/** The routes of prepaid cards. */
export const prepaidRoutes: typeof cards & typeof shop & typeof watch = { ...cards, ...shop, ...watch };
