import * as channels from '../channels/contract.ts';
import * as drafts from '../drafts/contract.ts';
import * as notices from '../notices/contract.ts';
import * as search from '../search/contract.ts';
import * as views from '../views/contract.ts';

/** The desk's routes by name, as data: its server, its OpenAPI document and its typed clients are made from them. */
export const deskRoutes: DeskRoutes = { ...notices, ...channels, ...search, ...views, ...drafts };

type DeskRoutes = typeof notices & typeof channels & typeof search & typeof views & typeof drafts;
