// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type YuanTables = {
  yuan_bank_account: {
    number: string;
    account: string;
    party: string;
    settles_for: string | null;
    state: Generated<string>;
    opened_at_ms: bigint;
  };
  yuan_bank_link: {
    wallet: string;
    account: string;
    mandate: string;
    linked_at_ms: bigint;
  };
  yuan_bank_message: {
    no: ColumnType<bigint, never, never>;
    direction: string;
    operator: string;
    message_id: string;
    kind: string;
    exchange: string | null;
    answers: bigint | null;
    xml: string;
    is_own: boolean;
    state: Generated<string>;
    arrivals: Generated<number>;
    sent_at_ms: bigint;
    acted_at_ms: bigint | null;
  };
  yuan_campaign: {
    id: string;
    kind: string;
    organiser: string;
    operator: string;
    wallet: string;
    title_en: string;
    title_zh: string;
    about_en: string;
    about_zh: string;
    terms: ColumnType<Json, string, string>;
    opens_at_ms: bigint;
    closes_at_ms: bigint;
    packets_until_ms: bigint;
    state: Generated<string>;
    void_why: string | null;
    list_root: string | null;
    log_index: bigint | null;
    log_proof: string | null;
    reveal_by_ms: bigint | null;
    seed: string | null;
    made_at_ms: bigint;
    ended_at_ms: bigint | null;
  };
  yuan_campaign_ask: {
    campaign: string;
    no: number;
    entry: string;
    district: string;
    at_ms: bigint;
    amount_minor: bigint | null;
    hash: string;
  };
  yuan_campaign_entry: {
    campaign: string;
    entry: string;
    district: string;
    wallet: string;
    at_ms: bigint;
  };
  yuan_campaign_run: {
    campaign: string;
    asks: Generated<number>;
    given: Generated<number>;
    given_in: ColumnType<Json, string | undefined, string>;
    head: string;
  };
  yuan_card: {
    id: string;
    number: string;
    plan: string;
    merchant: string;
    wallet: string;
    purse: string;
    price_minor: bigint;
    state: Generated<string>;
    ending: string | null;
    weekly: number | null;
    bought_at_ms: bigint;
    valid_until_ms: bigint;
    ended_at_ms: bigint | null;
    returned_minor: bigint | null;
  };
  yuan_card_ask: {
    id: string;
    card: string;
    merchant: string;
    slice: number;
    amount_minor: bigint;
    asked_by: string;
    code: string | null;
    state: string;
    is_standing: boolean;
    reason: string | null;
    asked_at_ms: bigint;
    lapses_at_ms: bigint;
    decided_at_ms: bigint | null;
  };
  yuan_card_plan: {
    id: string;
    merchant: string;
    name_en: string;
    name_zh: string;
    price_minor: bigint;
    slices: ColumnType<Json, string, string>;
    valid_days: number;
    cooling_days: number;
    rules_en: string;
    rules_zh: string;
    state: Generated<string>;
    made_at_ms: bigint;
  };
  yuan_claim: {
    id: string;
    campaign: string;
    entry: string;
    wallet: string;
    dealer: string | null;
    invoice: string;
    price_minor: bigint;
    amount_minor: bigint;
    state: Generated<string>;
    why: string | null;
    asked_at_ms: bigint;
    decided_at_ms: bigint | null;
  };
  yuan_draw_secret: {
    campaign: string;
    drawer: string;
    commitment: string;
    salt: string | null;
    revealed: string | null;
    committed_at_ms: bigint;
    revealed_at_ms: bigint | null;
  };
  yuan_exchange: {
    id: string;
    kind: string;
    wallet: string;
    operator: string;
    account: string;
    amount_minor: bigint;
    cause: string;
    state: string;
    refusal_code: string | null;
    asked_at_ms: bigint;
    ended_at_ms: bigint | null;
  };
  yuan_freeze: {
    id: string;
    wallet: string;
    authority: string;
    basis: string;
    law: string;
    article: string;
    document: string;
    until_ms: bigint | null;
    ordered_by: string;
    at_ms: bigint;
    ended_at_ms: bigint | null;
    ended_by: string | null;
    end_reason: string | null;
  };
  yuan_inquiry: {
    id: string;
    authority: string;
    basis: string;
    law: string;
    article: string;
    document: string;
    reason: string;
    subject_kind: string;
    subject: string;
    wallet: string;
    with_identity: boolean;
    from_ms: bigint | null;
    until_ms: bigint | null;
    asked_by: string;
    asked_for: string[];
    asked_at_ms: bigint;
    embargo_until_ms: bigint;
    state: Generated<string>;
    checked_by: string | null;
    checked_for: string[] | null;
    checked_at_ms: bigint | null;
    decided_by: string | null;
    decided_at_ms: bigint | null;
    refusal: string | null;
  };
  yuan_inquiry_opening: {
    inquiry: string;
    at_ms: bigint;
    number: number;
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
  yuan_packet: {
    campaign: string;
    no: number;
    entry: string;
    wallet: string;
    amount_minor: bigint;
    state: Generated<string>;
  };
  yuan_prepaid_merchant: {
    merchant: string;
    frozen_at_ms: bigint | null;
    frozen_reason: string | null;
    insolvent_at_ms: bigint | null;
    insolvent_reason: string | null;
    returned_at_ms: bigint | null;
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
    account: string | null;
  };
  yuan_refusal: {
    id: ColumnType<bigint, never, never>;
    action: string;
    wallet: string | null;
    code: string;
    at_ms: bigint;
  };
  yuan_sweep: {
    wallet: string;
    account: string;
    at_hour: number | null;
    above_minor: bigint | null;
    swept_day: string;
    set_at_ms: bigint;
  };
  yuan_tier_change: {
    id: string;
    wallet: string;
    from_tier: number;
    to_tier: number;
    state: string;
    waits_for: string | null;
    refusal: string | null;
    document_index: Uint8Array | null;
    asked_at_ms: bigint;
    decided_at_ms: bigint | null;
    decided_by: string | null;
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
