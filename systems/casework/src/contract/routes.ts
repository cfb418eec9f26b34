import * as drafts from '../drafts/contract.ts';
import * as files from '../files/contract.ts';
import * as lists from '../lists/contract.ts';
import * as one from '../one/contract.ts';
import * as procedures from '../procedures/contract.ts';

/** The routes of cases by name, as data: their server, their OpenAPI document and their typed clients are made from them. */
export const caseworkRoutes: CaseworkRoutes = { ...procedures, ...one, ...files, ...lists, ...drafts };

type CaseworkRoutes = typeof procedures & typeof one & typeof files & typeof lists & typeof drafts;
