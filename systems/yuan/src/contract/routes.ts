import * as bankDesk from '../bank/desk-routes.ts';
import * as bank from '../bank/routes.ts';
import * as billOffices from '../bills/office-routes.ts';
import * as bills from '../bills/routes.ts';
import * as campaign from '../campaign/routes.ts';
import * as chain from '../chain/routes.ts';
import * as fundBatches from '../funds/batch-routes.ts';
import * as funds from '../funds/routes.ts';
import * as freezes from '../inquiry/freeze-routes.ts';
import * as inquiries from '../inquiry/routes.ts';
import * as monitor from '../monitor/routes.ts';
import * as payments from '../payments/routes.ts';
import * as closing from '../people/closing-routes.ts';
import * as people from '../people/routes.ts';
import { prepaidRoutes } from '../prepaid/routes.ts';
import * as wallets from '../wallets/routes.ts';

/** The routes of the digital yuan by name, as data: its server, its OpenAPI document and its typed clients are made from them. */
export const yuanRoutes: typeof wallets &
  typeof payments &
  typeof people &
  typeof closing &
  typeof inquiries &
  typeof freezes &
  typeof monitor &
  typeof prepaidRoutes &
  typeof campaign &
  typeof bank &
  typeof bankDesk &
  typeof funds &
  typeof fundBatches &
  typeof chain &
  typeof bills &
  typeof billOffices = {
  ...wallets,
  ...payments,
  ...people,
  ...closing,
  ...inquiries,
  ...freezes,
  ...monitor,
  ...prepaidRoutes,
  ...campaign,
  ...bank,
  ...bankDesk,
  ...funds,
  ...fundBatches,
  ...chain,
  ...bills,
  ...billOffices,
};
