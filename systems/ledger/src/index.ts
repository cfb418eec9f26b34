export type { LedgerContext } from './context.ts';
export { ledgerRoutes } from './contract/routes.ts';
export type { BookkeepingTables } from './database.gen.ts';
export { ledgerErrors } from './errors.ts';
export { ledgerEndpoints } from './http.ts';
export { ledgerNameMigrations } from './migrations.ts';
export { postgresBooks } from './postgres/index.ts';
export type { LedgerPort } from './store.ts';
export { type Meter, meterOf } from './throughput.ts';
