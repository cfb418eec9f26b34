// Written by tools/db-types.ts from the migrations; npm test compares.

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type AccessTables = {
  access_challenge: {
    challenge: string;
    purpose: string;
    expires_at: string;
  };
  access_code: {
    code_sha256: Uint8Array;
    purpose: string;
    expires_at: string;
  };
  access_credential: {
    id: string;
    user_id: string;
    account_id: string;
    provider_id: string;
    password: string | null;
    access_token: string | null;
    refresh_token: string | null;
    id_token: string | null;
    access_token_expires_at: string | null;
    refresh_token_expires_at: string | null;
    scope: string | null;
    created_at: string;
    updated_at: string;
  };
  access_failure: {
    login_sha256: Uint8Array;
    failures: number;
    last_at: string;
  };
  access_invitation: {
    id: string;
    organization_id: string;
    inviter_id: string;
    email: string;
    login: string;
    name: string;
    role: string | null;
    status: string;
    expires_at: string;
    created_at: string;
  };
  access_member: {
    id: string;
    organization_id: string;
    user_id: string;
    role: string;
    created_at: string;
  };
  access_nonce: {
    keyid: string;
    nonce: string;
    expires_at: string;
  };
  access_organization: {
    id: string;
    slug: string;
    name: string;
    logo: string | null;
    metadata: string | null;
    created_at: string;
  };
  access_passkey: {
    id: string;
    user_id: string;
    credential_id: string;
    public_key: Uint8Array;
    counter: bigint;
    transports: string[];
    name: string;
    created_at: string;
    last_used_at: string | null;
  };
  access_pending_sign_in: {
    token_sha256: Uint8Array;
    user_id: string;
    expires_at: string;
  };
  access_recovery_code: {
    code_sha256: Uint8Array;
    user_id: string;
  };
  access_session: {
    id: string;
    user_id: string;
    token: string;
    expires_at: string;
    active_organization_id: string | null;
    ip_address: string | null;
    user_agent: string | null;
    created_at: string;
    updated_at: string;
    proven_at: string;
  };
  access_totp: {
    user_id: string;
    secret: Uint8Array;
    last_step: bigint;
    created_at: string;
    confirmed_at: string | null;
  };
  access_user: {
    id: string;
    login: string;
    name: string;
    email: string;
    email_verified: boolean;
    image: string | null;
    disabled_at: string | null;
    created_at: string;
    updated_at: string;
  };
  access_verification: {
    id: string;
    identifier: string;
    value: string;
    expires_at: string;
    created_at: string;
    updated_at: string;
  };
};
