// Written by tools/db-types.ts from the migrations; npm test compares.

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type AccessTables = {
  access_account: {
    id: string;
    login: string;
    party: string;
    roles: string[];
    password_hash: string;
    created_at: string;
    disabled_at: string | null;
  };
  access_code: {
    code_sha256: Uint8Array;
    purpose: string;
    expires_at: string;
  };
  access_failure: {
    login_sha256: Uint8Array;
    failures: number;
    last_at: string;
  };
  access_nonce: {
    keyid: string;
    nonce: string;
    expires_at: string;
  };
  access_session: {
    token_sha256: Uint8Array;
    account_id: string;
    created_at: string;
    expires_at: string;
    last_seen_at: string;
  };
};
