// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type YuanTables = {
  yuan_bill: {
    number: string;
    office: string;
    kind: string;
    payer: string;
    reference: string;
    period: string;
    title_en: string;
    title_zh: string;
    amount_minor: bigint;
    due_at_ms: bigint;
    late_per_100k: Generated<number>;
    published_at_ms: bigint;
  };
  yuan_bill_payment: {
    payment: string;
    receipt: string;
    bill: string;
    wallet: string;
    amount_minor: bigint;
    late_minor: bigint;
    asked_at_ms: bigint;
  };
  yuan_chain_leg: {
    id: string;
    chain_order: string;
    above: string | null;
    tier: number;
    payer: string;
    payee: string;
    amount_minor: bigint;
    goods: string;
    state: Generated<string>;
    made_at_ms: bigint;
  };
  yuan_chain_order: {
    id: string;
    buyer: string;
    title: string;
    state: Generated<string>;
    payment: string | null;
    made_at_ms: bigint;
    due_at_ms: bigint;
    paid_at_ms: bigint | null;
  };
  yuan_fund: {
    id: string;
    wallet: string;
    title_en: string;
    title_zh: string;
    basis: string;
    use: string;
    purpose: ColumnType<Json | null, string | null, string | null>;
    without_wallet: string;
    claim_until_ms: bigint;
    spend_until_ms: bigint;
    state: Generated<string>;
    made_at_ms: bigint;
  };
  yuan_fund_batch: {
    id: string;
    fund: string;
    file: string;
    format: string;
    on_bad: string;
    together: string;
    state: Generated<string>;
    pieces: number | null;
    digest: string | null;
    message_id: string | null;
    entries: Generated<number>;
    good: Generated<number>;
    bad: Generated<number>;
    sum_minor: Generated<bigint>;
    maker: string;
    checker: string | null;
    made_at_ms: bigint;
    approved_at_ms: bigint | null;
    ended_at_ms: bigint | null;
  };
  yuan_fund_entry: {
    batch: string;
    no: number;
    line: number;
    firm: string;
    amount_minor: bigint;
    reference: string;
    reason: string;
    wallet: string | null;
    chunk: number | null;
    state: Generated<string>;
    code: string | null;
    at_ms: bigint | null;
  };
  yuan_fund_finding: {
    batch: string;
    no: number;
    line: number;
    code: string;
    en: string;
    zh: string;
  };
  yuan_fund_piece: {
    batch: string;
    no: number;
    bytes: Uint8Array;
  };
  yuan_merchant: {
    wallet: string;
    name_en: string;
    name_zh: string;
    category: string;
    opened_at_ms: bigint;
  };
  yuan_operator: {
    code: string;
    name_en: string;
    name_zh: string;
    party: string;
    opened_at_ms: bigint;
  };
  yuan_order: {
    id: string;
    merchant: string;
    amount_minor: bigint;
    reference: string;
    made_at_ms: bigint;
    expires_at_ms: bigint;
  };
  yuan_payer_account: {
    holder: string;
    number: string;
  };
  yuan_purse: {
    id: string;
    area: string;
    subject: string;
    owner: string | null;
    title_en: string;
    title_zh: string;
    purpose: ColumnType<Json | null, string | null, string | null>;
    returns_to_purse: string | null;
    returns_to_wallet: string | null;
    expires_at_ms: bigint | null;
    state: Generated<string>;
    opened_at_ms: bigint;
  };
  yuan_purse_use: {
    payment: string;
    part: number;
    area: string;
    subject: string;
    purse: string;
    merchant: string | null;
  };
  yuan_refusal: {
    id: ColumnType<bigint, never, never>;
    action: string;
    wallet: string | null;
    code: string;
    at_ms: bigint;
  };
  yuan_wallet: {
    number: string;
    account: string;
    operator: string;
    holder: string;
    kind: string;
    tier: number | null;
    parent: string | null;
    label: string;
    state: Generated<string>;
    single_minor: bigint | null;
    day_minor: bigint | null;
    opened_at_ms: bigint;
  };
};
