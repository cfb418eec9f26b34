// Written by tools/db-types.ts from the migrations; npm test compares.

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type CaseworkTables = {
  case_watch: {
    account: string;
    case_id: string;
  };
};
