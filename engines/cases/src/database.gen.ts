// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type CasesTables = {
  case_attachment: {
    id: string;
    case_id: string;
    sha256: Uint8Array | null;
    bytes: number;
    busy_since_ms: bigint | null;
  };
  case_attachment_piece: {
    attachment: string;
    nth: number;
    piece: Uint8Array;
  };
  case_changed: {
    no: ColumnType<bigint, never, never>;
    ids: string[];
  };
  case_event: {
    case_id: string;
    seq: number;
    at_ms: bigint;
    audience: string;
    by_whom: string | null;
    body: ColumnType<Json | null, string | null, string | null>;
    salt: Uint8Array | null;
    commitment: Uint8Array;
    hash: Uint8Array;
  };
  case_file: {
    id: string;
    procedure: string;
    version: number;
    number: string;
    revision: number;
    state: string;
    subject: string;
    applicant_party: string;
    applicant_account: string;
    assignee: string | null;
    excluded: string[];
    seats: string[];
    is_ended: boolean;
    opened_at_ms: bigint;
    changed_at_ms: bigint;
    alarm_at_ms: bigint | null;
    due_at_ms: bigint | null;
    snapshot: ColumnType<Json, string, string>;
    head: Uint8Array;
    forgotten_at_ms: bigint | null;
    ended_at_ms: ColumnType<bigint | null, never, never>;
    alongside: Generated<string[]>;
  };
  case_job_done: {
    key: string;
    at_ms: bigint;
  };
  case_listed: {
    id: string;
    revision: number;
    procedure: string;
    state: string;
    applicant_party: string;
    applicant_account: string;
    assignee: string | null;
    excluded: string[];
    seats: string[];
    is_ended: boolean;
    alarm_at_ms: bigint | null;
    due_sort: bigint;
    alongside: Generated<string[]>;
  };
  case_number: {
    prefix: string;
    year: number;
    last: number;
  };
  case_outbox: {
    no: ColumnType<bigint, never, never>;
    jobs: ColumnType<Json, string, string>;
  };
  case_public: {
    id: string;
    number: string;
    procedure: string;
    title: ColumnType<Json, string, string>;
    facts: ColumnType<Json, string, string>;
    published_at_ms: bigint;
    objection: ColumnType<Json | null, string | null, string | null>;
    terms: Generated<string>;
    codes: Generated<string[]>;
  };
  case_receipt: {
    reference: string;
    case_id: string;
    secret_sha256: Uint8Array;
  };
  case_recount: {
    known_to: number;
    at_ms: bigint;
  };
  case_search: {
    id: string;
    number: string;
    procedure: string;
    terms: string;
    codes: string[];
    is_ended: Generated<boolean>;
  };
};
