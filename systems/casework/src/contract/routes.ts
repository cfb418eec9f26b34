import { exportCase } from '../archive/contract.ts';
import { getLetter } from '../letters/contract.ts';
import { listCases } from '../lists/contract.ts';
import * as one from '../one/contract.ts';
import * as procedures from '../procedures/contract.ts';
import * as open from '../public/contract.ts';

/** The routes of cases by name, as data: their server, their OpenAPI document and their typed clients are made from them. */
export const caseworkRoutes: CaseworkRoutes = {
  ...procedures,
  ...one,
  ...open,
  listCases,
  getLetter,
  exportCase,
};

type CaseworkRoutes = typeof procedures &
  typeof one &
  typeof open & {
    readonly listCases: typeof listCases;
    readonly getLetter: typeof getLetter;
    readonly exportCase: typeof exportCase;
  };
