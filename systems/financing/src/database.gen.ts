// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type FinancingTables = {
  application: {
    id: string;
    product_id: string;
    uscc: string;
    signed: ColumnType<Json, string, string>;
    status: string;
    job_id: string | null;
    decision: ColumnType<Json | null, string | null, string | null>;
    received_at_ms: bigint;
    decided_at_ms: bigint | null;
  };
  loan_product: {
    id: string;
    terms: ColumnType<Json, string, string>;
    created_at_ms: bigint;
  };
};
