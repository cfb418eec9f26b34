export {
  type FinancingContext,
  type ScoreOutcome,
  type ScoreRequest,
  type ScoringPort,
  settle,
  settleAll,
} from './apply.ts';
export { financingRoutes } from './contract/routes.ts';
export type { FinancingTables } from './database.gen.ts';
export { type Application, type Decision, decide, type LoanTerms, type Score } from './domain.ts';
export { financingErrors } from './errors.ts';
export { financingEndpoints } from './http.ts';
export { financingMigrations } from './migrations.ts';
export { postgresFinancing } from './postgres.ts';
export type { FinancingStore, LoanProduct, StoredApplication } from './store.ts';
