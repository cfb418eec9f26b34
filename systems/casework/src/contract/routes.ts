import { exportCase } from '../archive/contract.ts';
import * as drafts from '../drafts/contract.ts';
import * as files from '../files/contract.ts';
import { getLetter } from '../letters/contract.ts';
import * as lists from '../lists/contract.ts';
import * as one from '../one/contract.ts';
import * as procedures from '../procedures/contract.ts';
import * as open from '../public/contract.ts';

/** The routes of cases by name, as data: their server, their OpenAPI document and their typed clients are made from them. */
export const caseworkRoutes: CaseworkRoutes = {
  ...procedures,
  ...one,
  ...open,
  ...files,
  ...lists,
  ...drafts,
  getLetter,
  exportCase,
};

type CaseworkRoutes = typeof procedures &
  typeof one &
  typeof open &
  typeof files &
  typeof lists &
  typeof drafts & {
    readonly getLetter: typeof getLetter;
    readonly exportCase: typeof exportCase;
  };
