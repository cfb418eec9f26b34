// Written by tools/db-types.ts from the migrations; npm test compares.

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type BookkeepingTables = {
  ledger_account_name: {
    account_id: string;
    name_en: string;
    name_zh: string;
    owner_party: string;
    named_at_ms: bigint;
  };
  ledger_code: {
    kind: string;
    code: number;
    name_en: string;
    name_zh: string;
  };
  ledger_unit: {
    ledger: bigint;
    code: string;
    name_en: string;
    name_zh: string;
    decimals: number;
  };
};
