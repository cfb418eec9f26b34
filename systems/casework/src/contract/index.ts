export type { CaseDraft } from '../drafts/drafts.ts';
export { caseworkErrors } from '../errors.ts';
export type { CaseQuery, Facets, FilterQuery, ListedCase } from '../lists/contract.ts';
export type { SeenEvent as CaseEvent } from '../one/seen.ts';
export type { CaseView } from '../one/view.ts';
export type { ListedProcedure, ProcedureView } from '../procedures/view.ts';
export type { PublicView } from '../public/read.ts';
export { caseworkRoutes } from './routes.ts';
