// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type HarborTables = {
  aligned_firm: {
    contract_id: string;
    position: number;
    uscc: string;
  };
  alignment: {
    contract_id: string;
    session: string;
    rows: number;
    settled: boolean;
  };
  assumption_acceptance: {
    digest: string;
    accepted_by: string;
    accepted_at_ms: bigint;
  };
  catalogue_follow: {
    id: string;
    account: string;
    holder: string | null;
    product: string | null;
    search: ColumnType<Json | null, string | null, string | null>;
    digest: string;
    followed_at_ms: bigint;
  };
  charge: {
    id: string;
    no: ColumnType<bigint, never, never>;
    kind: string;
    contract_id: string;
    product_id: string | null;
    consumer: string;
    provider: string;
    job_id: string | null;
    used_at_ms: bigint;
    commitment: string | null;
    log_index: bigint | null;
    reason: string;
    price_minor: bigint;
    fee_minor: bigint;
    tariff: number;
    corrects: string | null;
    state: string;
    open_minor: bigint;
    open_fee_minor: bigint;
    tries: Generated<number>;
    owed_try: number | null;
    asked: string | null;
    transfers: Generated<string[]>;
    booked_at_ms: bigint | null;
    month: string | null;
    due_at_ms: bigint | null;
  };
  contract_decision: {
    contract_id: string;
    decision: string;
    reason: string;
    decided_at_ms: bigint;
    terms: ColumnType<Json | null, string | null, string | null>;
  };
  contract_use: {
    contract_id: string;
    job_id: string;
    at_ms: bigint;
  };
  dataset: {
    product: string;
    name: string | null;
    loaded_at_ms: bigint;
  };
  dataset_row: {
    product: string;
    uscc: string;
    columns: ColumnType<Json, string, string>;
  };
  delivery: {
    transfer: string;
    job_id: string;
    bytes: bigint;
    keep_until_ms: bigint | null;
    deleted_at_ms: bigint | null;
  };
  document: {
    seq: ColumnType<bigint, never, never>;
    id: string;
    type: string;
    issuer: string;
    audience: string[];
    issued_at_ms: bigint;
    contract_id: string | null;
    job_id: string | null;
    uscc: string | null;
    signed: ColumnType<Json, string, string>;
    proposal_id: string | null;
    product_id: string | null;
    recorded_at_ms: bigint;
  };
  enrolment_request: {
    party: string;
    signed: ColumnType<Json, string, string>;
    asked_at_ms: bigint;
  };
  feed_position: {
    name: string;
    seq: bigint;
  };
  fusion_session: {
    session: string;
    claimed_at_ms: bigint;
  };
  job: {
    id: string;
    kind: string;
    contract_id: string;
    status: string;
    attempt: number;
    session: string;
    request: ColumnType<Json, string, string>;
    own_row: ColumnType<Json | null, string | null, string | null>;
    stage: string;
    error: ColumnType<Json | null, string | null, string | null>;
    result: ColumnType<Json | null, string | null, string | null>;
    created_at_ms: bigint;
    updated_at_ms: bigint;
  };
  job_event: {
    seq: ColumnType<bigint, never, never>;
    job_id: string;
    at_ms: bigint;
    event: ColumnType<Json, string, string>;
  };
  job_row: {
    job_id: string;
    position: number;
    uscc: string;
    common: boolean | null;
  };
  job_transfer: {
    pid: string;
    job_id: string;
    attempt: number;
    session: string;
  };
  line_dispute: {
    id: string;
    charge_id: string;
    filed_at_ms: bigint;
    state: string;
    held_minor: Generated<bigint>;
    asked: string | null;
    award_id: string | null;
    award_minor: bigint | null;
  };
  model: {
    id: string;
    job_id: string;
    contract_id: string;
    share: ColumnType<Json, string, string>;
    binnings: ColumnType<Json, string, string>;
    report: ColumnType<Json | null, string | null, string | null>;
    created_at_ms: bigint;
    record: ColumnType<Json | null, string | null, string | null>;
    record_salt: string | null;
  };
  money_movement: {
    id: string;
    no: ColumnType<bigint, never, never>;
    kind: string;
    party: string;
    amount_minor: bigint;
    reference: string;
    state: string;
    asked: string;
    asked_at_ms: bigint;
    booked_at_ms: bigint | null;
    month: string | null;
  };
  overseen_contract: {
    id: string;
    seq: bigint;
    kind: string;
    consumer: string;
    providers: string[];
    products: string[];
    purpose: ColumnType<Json, string, string>;
    standing: string;
    uses_allowed: bigint | null;
    asked_at_ms: bigint;
    valid_from_ms: bigint;
    valid_until: string;
    valid_until_ms: bigint;
  };
  overseen_job: {
    id: string;
    seq: bigint;
    kind: string;
    contract_id: string;
    consumer: string;
    state: string;
    used_at_ms: bigint | null;
    view: ColumnType<Json, string, string>;
  };
  overseen_refusal: {
    job_id: string;
    party: string;
    attempt: number;
    at_ms: bigint;
    code: string;
    reason: ColumnType<Json, string, string>;
  };
  overseen_use: {
    provider: string;
    job_id: string;
    contract_id: string;
    kind: string;
    consumer: string;
    used_at_ms: bigint;
    fields: string[];
    log_index: bigint;
  };
  peer: {
    party: string;
    name: ColumnType<Json, string, string>;
    public_key: string;
    link_host: string;
    link_port: number;
    url: string;
    registrar: boolean;
    note_key: string;
    pinned_at_ms: bigint;
  };
  privacy_claim: {
    contract_id: string;
    query: string;
    plan: string;
    epsilon_micro: bigint;
    rho_micro: bigint;
    limit_epsilon_micro: bigint | null;
    limit_delta: number | null;
    secret: Uint8Array;
    commitments: ColumnType<Json | null, string | null, string | null>;
    claimed_at_ms: bigint;
  };
  product_card: {
    holder: string;
    product: string;
    version: string;
    issued_at_ms: bigint;
    name_en: string;
    name_zh: string;
    rows: bigint;
    facets: string[];
    title: string;
    names: string;
    told: string;
    state: string;
    recheck_at_ms: bigint | null;
    revision: Generated<bigint>;
  };
  projection: {
    name: string;
    edition: number;
  };
  receipt: {
    id: string;
    job_id: string;
    session: string;
    body: ColumnType<Json, string, string>;
    salt: string;
    log_index: bigint;
    proof: string;
  };
  refused_document: {
    id: string;
    type: string;
    issuer: string;
    code: string;
    seen_at_ms: bigint;
    signed: ColumnType<Json, string, string>;
  };
  row_set: {
    contract_id: string;
    query: string;
    session: string;
    alignment: string;
    rows: number;
    share: Uint8Array;
    at_all: boolean;
  };
  tariff: {
    version: number;
    from_ms: bigint;
    fee_bp: number;
  };
};
