export type { KernelTables } from '../database.gen.ts';
export { forgetAnswers, type IdempotencyOptions, postgresIdempotency } from './idempotency.ts';
export type { ListenEvents, Subscribe, Subscription } from './listen.ts';
export { type AppliedMigration, kernelMigrations, type MigrationSource, migrate } from './migrate.ts';
export { type Database, type DatabaseOptions, openDatabase, openPool, parsedOnce } from './open.ts';
export {
  type DeadLetter,
  deadLetters,
  enqueue,
  type OutboxDelivery,
  type OutboxMessage,
  reviveDeadLetter,
} from './outbox.ts';
export { type OutboxFailure, type OutboxPolicy, type OutboxRelay, runOutbox } from './relay.ts';
