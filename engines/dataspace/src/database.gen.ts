// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type DataspaceTables = {
  dataspace_agreement: {
    id: string;
    peer: string;
    role: string;
    dataset_id: string;
    body: ColumnType<Json, string, string>;
    negotiation_pid: string | null;
    created_at: string;
    ended_at: string | null;
    end_reason: ColumnType<Json | null, string | null, string | null>;
    due_at: string | null;
  };
  dataspace_held_credential: {
    id: string;
    type: string;
    credential: string;
    valid_from: string;
    valid_until: string;
  };
  dataspace_membership: {
    id: string;
    holder: string;
    position: number;
    credential: string;
    issued_at: string;
    valid_until: string;
    revoked_at: string | null;
  };
  dataspace_outbox: {
    pid: string;
    no: number;
    message: string;
    path: string;
    body: string;
    attempts: Generated<number>;
    due_at: string;
  };
  dataspace_process: {
    pid: string;
    kind: string;
    role: string;
    peer: string;
    peer_pid: string | null;
    peer_address: string;
    is_theirs: boolean;
    state: string;
    about: string;
    details: ColumnType<Json, string, string>;
    reason: ColumnType<Json | null, string | null, string | null>;
    version: number;
    created_at: string;
    updated_at: string;
  };
  dataspace_replay: {
    issuer: string;
    jti: string;
    expires_at: string;
  };
  dataspace_step: {
    pid: string;
    no: number;
    message: string;
    by_role: string;
    state: string;
    reason: ColumnType<Json | null, string | null, string | null>;
    digest: Uint8Array | null;
    at: string;
  };
  dataspace_turn: {
    pid: string;
    version: number;
    due_at: string;
  };
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
