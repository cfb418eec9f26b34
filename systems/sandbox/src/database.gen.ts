// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type SandboxTables = {
  pilot_applicant: {
    number: string;
    at: number;
    uscc: string;
    name: string;
    kind: string;
  };
  pilot_declaration: {
    number: string;
    version: number;
    case_id: string;
    declared: ColumnType<Json, string, string>;
    at_ms: bigint;
  };
  pilot_event: {
    number: string;
    seq: number;
    key: string;
    kind: string;
    stage: string;
    reason: string | null;
    by_account: string | null;
    case_id: string | null;
    at_ms: bigint;
  };
  pilot_number: {
    uscc: string;
    year: number;
    last: number;
  };
  pilot_project: {
    number: string;
    case_id: string;
    track: string;
    batch: string;
    party: string;
    title: string;
    stage: string;
    announced_at_ms: bigint;
    stage_at_ms: bigint;
    until: string | null;
    holder_case: string | null;
  };
};
