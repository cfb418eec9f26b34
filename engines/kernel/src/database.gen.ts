// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from './canonical.ts';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type KernelTables = {
  idempotency_key: {
    scope: string;
    key: string;
    request_sha256: Uint8Array;
    claimed_at: string;
    status: number | null;
    body: string | null;
  };
  outbox_message: {
    id: ColumnType<bigint, never, never>;
    key: string;
    topic: string;
    payload: ColumnType<Json, string, string>;
    created_at: string;
    attempts: Generated<number>;
    next_at: string | null;
    last_error_code: string | null;
    dead_at: string | null;
    lane: Generated<string>;
  };
};
