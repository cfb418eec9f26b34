// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type EthicsTables = {
  ethics_attendance: {
    session: string;
    member: string;
  };
  ethics_breach: {
    case_id: string;
    number: string;
    firm: string;
    firm_name: string;
    article: number;
    measure: string;
    at_ms: bigint;
  };
  ethics_condition: {
    case_id: string;
    place: number;
    due_on: string;
    what: string;
    report: string | null;
    reported_at_ms: bigint | null;
    answer: string | null;
    met_at_ms: bigint | null;
  };
  ethics_conflict: {
    id: string;
    member: string;
    firm: string;
    kind: string;
    is_declared: boolean;
    note: string;
    at_ms: bigint;
  };
  ethics_declaration: {
    version: number;
    title_en: string;
    title_zh: string;
    articles: ColumnType<Json, string, string>;
    source_en: string;
    source_zh: string;
    hash: string;
    adopted_at_ms: bigint;
  };
  ethics_disclosure: {
    firm: string;
    year: number;
    revision: number;
    firm_name: string;
    heads: ColumnType<Json, string, string>;
    at_ms: bigint;
  };
  ethics_firm: {
    firm: string;
    name: string;
    published_at_ms: bigint;
  };
  ethics_member: {
    id: string;
    account: string;
    name: string;
    field: string;
    employer_name: string;
    employer_party: string | null;
    made_at_ms: bigint;
  };
  ethics_method: {
    version: number;
    weights: ColumnType<Json, string, string>;
    bands: ColumnType<Json, string, string>;
    breach_points: ColumnType<Json, string, string>;
    note_en: string;
    note_zh: string;
    adopted_at_ms: bigint;
  };
  ethics_review: {
    case_id: string;
    number: string;
    firm: string;
    firm_name: string | null;
    product: string | null;
    stage: string | null;
    filed_at_ms: bigint | null;
    outcome: string | null;
    opinion: string | null;
    issued_at_ms: bigint | null;
  };
  ethics_session: {
    id: string;
    number: ColumnType<number, never, never>;
    held_on: string;
    place_en: string;
    place_zh: string;
    agenda: ColumnType<Json, string, string>;
    state: Generated<string>;
    minutes: string | null;
  };
  ethics_signature: {
    id: string;
    version: number;
    firm: string;
    firm_name: string;
    document: ColumnType<Json, string, string>;
    signed_at_ms: bigint;
    ended_at_ms: bigint | null;
    ending: string | null;
  };
  ethics_term: {
    member: string;
    from_on: string;
    until_on: string;
    office: string;
  };
  ethics_voice: {
    case_id: string;
    hearing: number;
    seat: number;
    account: string;
    verdict: string;
    dissent: string | null;
    is_named: boolean;
  };
};
