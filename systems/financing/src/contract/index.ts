export type { Application, Ask, Decision, LoanTerms } from '../domain.ts';
export { financingErrors } from '../errors.ts';
export type { LoanProduct, StoredApplication } from '../store.ts';
export { financingRoutes } from './routes.ts';
