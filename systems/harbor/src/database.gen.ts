import type { Json } from '@finharbor/kernel';
import type { ColumnType } from 'kysely';

type Identity = ColumnType<bigint, never, never>;
type JsonColumn = ColumnType<Json, string, string>;
type NullableJson = ColumnType<Json | null, string | null, string | null>;

export type HarborTables = {
  document: {
    seq: Identity;
    id: string;
    type: string;
    issuer: string;
    audience: string[];
    issued_at_ms: bigint;
    contract_id: string | null;
    job_id: string | null;
    uscc: string | null;
    signed: JsonColumn;
  };
  refused_document: {
    id: string;
    type: string;
    issuer: string;
    code: string;
    seen_at_ms: bigint;
    signed: JsonColumn;
  };
  feed_position: { name: string; seq: bigint };
  peer: {
    party: string;
    name: JsonColumn;
    public_key: string;
    link_host: string;
    link_port: number;
    url: string;
    registrar: boolean;
    note_key: string;
    pinned_at_ms: bigint;
  };
  dataset_row: { product: string; uscc: string; columns: JsonColumn };
  job: {
    id: string;
    kind: string;
    contract_id: string;
    status: string;
    attempt: number;
    session: string;
    request: JsonColumn;
    own_row: NullableJson;
    stage: string;
    error: NullableJson;
    result: NullableJson;
    created_at_ms: bigint;
    updated_at_ms: bigint;
  };
  job_event: { seq: Identity; job_id: string; at_ms: bigint; event: JsonColumn };
  contract_use: { contract_id: string; job_id: string; at_ms: bigint };
  fusion_session: { session: string; claimed_at_ms: bigint };
  model: {
    id: string;
    job_id: string;
    contract_id: string;
    share: JsonColumn;
    binnings: JsonColumn;
    report: NullableJson;
    created_at_ms: bigint;
  };
  receipt: {
    id: string;
    job_id: string;
    session: string;
    body: JsonColumn;
    salt: string;
    log_index: bigint;
    proof: string;
  };
  assumption_acceptance: { digest: string; accepted_by: string; accepted_at_ms: bigint };
  enrolment_request: { party: string; signed: JsonColumn; asked_at_ms: bigint };
};
