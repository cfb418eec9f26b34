import type { ColumnType, Generated } from 'kysely';
import type { Json } from './canonical.ts';

export type IdempotencyKeyTable = {
  scope: string;
  key: string;
  request_sha256: Uint8Array;
  claimed_at: string;
  status: number | null;
  body: string | null;
};

export type OutboxMessageTable = {
  id: ColumnType<bigint, never, never>;
  key: string;
  topic: string;
  payload: ColumnType<Json, string, string>;
  created_at: string;
  attempts: Generated<number>;
  next_at: string | null;
  last_error_code: string | null;
  dead_at: string | null;
};

export type KernelTables = {
  idempotency_key: IdempotencyKeyTable;
  outbox_message: OutboxMessageTable;
};
