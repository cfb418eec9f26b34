// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type YuanTables = {
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
