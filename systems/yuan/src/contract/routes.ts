import * as campaign from '../campaign/routes.ts';
import * as payments from '../payments/routes.ts';
import { prepaidRoutes } from '../prepaid/routes.ts';
import * as wallets from '../wallets/routes.ts';

/** The routes of the digital yuan by name, as data: its server, its OpenAPI document and its typed clients are made from them. */
export const yuanRoutes: typeof wallets & typeof payments & typeof prepaidRoutes & typeof campaign = {
  ...wallets,
  ...payments,
  ...prepaidRoutes,
  ...campaign,
};
