// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type SandboxTables = {
  pilot_alert: {
    number: string;
    indicator: string;
    day: string;
    level: string;
    at_ms: bigint;
    answer: string | null;
    answered_at_ms: bigint | null;
  };
  pilot_applicant: {
    number: string;
    at: number;
    uscc: string;
    name: string;
    kind: string;
  };
  pilot_change: {
    number: string;
    n: bigint;
  };
  pilot_comment: {
    id: string;
    number: string;
    body: string;
    at_ms: bigint;
    state: string;
    answer: string | null;
    answered_at_ms: bigint | null;
  };
  pilot_complaint_course: {
    case_id: string;
    reference: string;
    project: string;
    filed_at_ms: bigint | null;
    answered_at_ms: bigint | null;
    ended_at_ms: bigint | null;
    outcome: string | null;
    published: string | null;
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
  pilot_follow: {
    number: string;
    account: string;
    since_ms: bigint;
    told_ms: bigint;
  };
  pilot_indicator: {
    number: string;
    indicator: string;
    title: ColumnType<Json, string, string>;
    unit: string;
    bound: string;
    warn: string;
    hard: string;
    every_days: number;
    halts: boolean;
    since_ms: Generated<bigint>;
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
  pilot_reading: {
    number: string;
    indicator: string;
    day: string;
    value: string;
    at_ms: bigint;
  };
  pilot_record: {
    id: string;
    version: number;
    number: string;
    kind: string;
    body: ColumnType<Json, string, string>;
    at_ms: bigint;
    verdict: string | null;
    opinion: string | null;
    reviewed_at_ms: bigint | null;
  };
  pilot_told: {
    key: string;
    at_ms: bigint;
  };
};
