// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type YuanTables = {
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
