export type { DataspaceTables } from './database.gen.ts';
export type {
  Behaviour,
  DataAddress,
  Negotiation,
  NegotiationMove,
  NegotiationState,
  Reason,
  Role,
  Transfer,
  TransferMove,
  TransferState,
} from './domain.ts';
export { dataspaceMigrations } from './migrations.ts';
