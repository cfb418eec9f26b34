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
