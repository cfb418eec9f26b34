// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Generated } from 'kysely';

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type CredentialsTables = {
  credential: {
    id: string;
    number: string;
    type: string;
    issue_key: string;
    asked: Uint8Array | null;
    jwt: string | null;
    disclosures: string[];
    list: number;
    list_index: number;
    status: string;
    issued_at_ms: bigint;
    expires_at_ms: bigint | null;
    jwt_sha256: Uint8Array;
    forgotten_at_ms: bigint | null;
    about: string | null;
  };
  credential_event: {
    credential: string;
    seq: number;
    event_key: string;
    status: string;
    reason: string | null;
    by_whom: string | null;
    at_ms: bigint;
    entry: string;
    log_index: bigint | null;
  };
  credential_list: {
    id: number;
    revision: Generated<bigint>;
  };
};
