// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type CaseworkTables = {
  case_draft: {
    case_id: string;
    step: string;
    side: string;
    revision: number;
    value: string;
    saved_by: string;
    saved_at_ms: bigint;
    editors: ColumnType<Json, string, string>;
  };
  case_objection: {
    case_id: string;
    number: string;
  };
  case_watch: {
    account: string;
    case_id: string;
  };
};
