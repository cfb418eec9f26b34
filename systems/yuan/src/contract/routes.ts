import * as billOffices from '../bills/office-routes.ts';
import * as bills from '../bills/routes.ts';
import * as chain from '../chain/routes.ts';
import * as fundBatches from '../funds/batch-routes.ts';
import * as funds from '../funds/routes.ts';
import * as payments from '../payments/routes.ts';
import * as wallets from '../wallets/routes.ts';

/** The routes of the digital yuan by name, as data: its server, its OpenAPI document and its typed clients are made from them. */
export const yuanRoutes: typeof wallets &
  typeof payments &
  typeof funds &
  typeof fundBatches &
  typeof chain &
  typeof bills &
  typeof billOffices = {
  ...wallets,
  ...payments,
  ...funds,
  ...fundBatches,
  ...chain,
  ...bills,
  ...billOffices,
};
