// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type DataspaceTables = {
  federation_dataset: {
    peer: string;
    id: string;
    title: string;
    words: string;
    formats: string[];
    document: ColumnType<Json, string, string>;
    digest: Uint8Array;
    added_at: string;
    changed_at: string;
  };
  federation_source: {
    peer: string;
    address: string;
    due_at: string;
    leased_until: string | null;
    crawled_at: string | null;
    tried_at: string | null;
    fault: string | null;
    failures: Generated<number>;
    skipped: Generated<number>;
  };
  plane_incoming: {
    transfer: string;
    mode: string;
    state: string;
    agreement: string;
    provider: string;
    address: ColumnType<Json | null, string | null, string | null>;
    token_hash: Uint8Array | null;
    size: bigint | null;
    etag: string | null;
    sha256: Uint8Array | null;
    received: Generated<bigint>;
    due_at: string | null;
    leased_until: string | null;
    attempts: Generated<number>;
    fault: string | null;
  };
  plane_outgoing: {
    transfer: string;
    mode: string;
    state: string;
    agreement: string;
    consumer: string;
    dataset: string;
    size: bigint;
    etag: string;
    media_type: string;
    sha256: Uint8Array;
    renewal_hash: Uint8Array | null;
    endpoint: string | null;
    endpoint_token: string | null;
    began_at: string | null;
    served: Generated<string>;
    used_at: string | null;
    due_at: string | null;
    leased_until: string | null;
    attempts: Generated<number>;
    fault: string | null;
  };
};
