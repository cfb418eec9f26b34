// Written by tools/db-types.ts from the migrations; npm test compares.

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type CaseworkTables = {
  case_draft: {
    case_id: string;
    step: string;
    side: string;
    form: string;
    revision: number;
    saved_by: string;
    saved_at_ms: bigint;
  };
  case_watch: {
    account: string;
    case_id: string;
  };
};
