// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type DeskTables = {
  desk_channel: {
    account: string;
    channel: string;
    target: string;
    nonce: string;
    kinds: string[];
    code_until_ms: bigint;
    code_tries: number;
    confirmed_at_ms: bigint | null;
  };
  desk_draft: {
    account: string;
    form: string;
    value: string;
    saved_at_ms: bigint;
    expires_at_ms: bigint;
  };
  desk_mark: {
    account: string;
    notice_id: string;
    read_at_ms: bigint | null;
    done_at_ms: bigint | null;
    snoozed_until_ms: bigint | null;
  };
  desk_notice: {
    id: string;
    key: string;
    kind: string;
    account: string | null;
    party: string | null;
    role: string | null;
    title: ColumnType<Json, string, string>;
    body: ColumnType<Json | null, string | null, string | null>;
    href: string;
    at_ms: bigint;
    settled_at_ms: bigint | null;
  };
  desk_search: {
    source: string;
    kind: string;
    id: string;
    title: ColumnType<Json, string, string>;
    detail: ColumnType<Json | null, string | null, string | null>;
    href: string;
    audience: string[];
    digest: string;
    words: string;
    initials: string;
    pinyin: string;
    codes: string[];
    terms: ColumnType<string, never, never>;
    others: Generated<boolean>;
  };
  desk_view: {
    id: string;
    account: string;
    party: string;
    path: string;
    name: string;
    search: string;
    shared: boolean;
    saved_at_ms: bigint;
  };
};
