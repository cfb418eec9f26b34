// Written by tools/db-types.ts from the migrations; npm test compares.
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type LedgerTables = {
  ledger_account: {
    no: number;
    id: string;
    user_data_128: string | null;
    user_data_64: string | null;
    user_data_32: bigint | null;
    ledger: bigint;
    code: number;
    flags: number;
    timestamp: bigint;
  };
  ledger_balance: {
    account_no: number;
    timestamp: bigint;
    debits_pending: string;
    debits_posted: string;
    credits_pending: string;
    credits_posted: string;
  };
  ledger_beat: {
    only_one: Generated<boolean>;
    beats: bigint;
  };
  ledger_entry: {
    timestamp: bigint;
    kind: number;
    id: string | null;
    debit_no: number | null;
    credit_no: number | null;
    amount: string | null;
    debit_previous: bigint | null;
    credit_previous: bigint | null;
    pending_timestamp: bigint | null;
    user_data_128: string | null;
    user_data_64: string | null;
    user_data_32: bigint | null;
    timeout_s: bigint | null;
    code: number;
    flags: number;
  };
  ledger_evidence: {
    only_one: Generated<boolean>;
    journal: string;
    seed: Uint8Array;
  };
  ledger_head_page: {
    page: number;
    lasts: Uint8Array;
    root: Uint8Array;
  };
  ledger_intent: {
    no: ColumnType<bigint, never, never>;
    id: string;
    transfers: Uint8Array;
    status: Generated<string>;
    outcomes: string[] | null;
  };
  ledger_month: {
    since: bigint;
    until: bigint;
    partition: string;
    id_ranges: Uint8Array | null;
  };
  ledger_month_end: {
    account_no: number;
    until: bigint;
    debits_pending: string;
    debits_posted: string;
    credits_pending: string;
    credits_posted: string;
    last_entry: bigint;
  };
  ledger_month_trial: {
    until: bigint;
    ledger: bigint;
    code: number;
    debits_pending: string;
    debits_posted: string;
    credits_pending: string;
    credits_posted: string;
  };
  ledger_movement: {
    timestamp: bigint | null;
    debit_no: number | null;
    credit_no: number | null;
    pending: string | null;
    posted: string | null;
  };
  ledger_page: {
    kind: number;
    page: number;
    as_of: bigint;
    words: Uint8Array;
  };
  ledger_sql_account: {
    id: string;
    debits_pending: Generated<string>;
    debits_posted: Generated<string>;
    credits_pending: Generated<string>;
    credits_posted: Generated<string>;
    user_data_128: string | null;
    user_data_64: string | null;
    user_data_32: bigint | null;
    ledger: bigint;
    code: number;
    flags: number;
    timestamp: bigint;
  };
  ledger_sql_balance: {
    account_id: string;
    timestamp: bigint;
    debits_pending: string;
    debits_posted: string;
    credits_pending: string;
    credits_posted: string;
  };
  ledger_sql_clock: {
    only_one: Generated<boolean>;
    at: bigint;
  };
  ledger_sql_pending: {
    id: string;
    standing: number;
    expires_at: bigint | null;
    timestamp: bigint;
  };
  ledger_sql_refusal: {
    id: string;
    status: string;
    timestamp: bigint;
  };
  ledger_sql_transfer: {
    id: string;
    debit_account_id: string;
    credit_account_id: string;
    amount: string;
    pending_id: string | null;
    user_data_128: string | null;
    user_data_64: string | null;
    user_data_32: bigint | null;
    timeout_s: bigint;
    ledger: bigint;
    code: number;
    flags: number;
    timestamp: bigint;
  };
  ledger_stretch: {
    no: number;
    after: bigint;
    until: bigint;
    leaf: string;
  };
  ledger_stretch_block: {
    stretch: number;
    no: number;
    since: bigint;
    root: Uint8Array;
    leaves: Uint8Array;
  };
  ledger_stretch_logged: {
    no: number;
    log_index: bigint;
  };
  ledger_writer: {
    only_one: Generated<boolean>;
    epoch: bigint;
    replay_from: Generated<bigint>;
  };
};
