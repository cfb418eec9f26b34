import * as drafts from '../drafts/contract.ts';
import { listCases } from '../lists/contract.ts';
import * as one from '../one/contract.ts';
import * as procedures from '../procedures/contract.ts';

/** The routes of cases by name, as data: their server, their OpenAPI document and their typed clients are made from them. */
export const caseworkRoutes: CaseworkRoutes = { ...procedures, ...one, listCases, ...drafts };

type CaseworkRoutes = typeof procedures &
  typeof one & { readonly listCases: typeof listCases } & typeof drafts;
