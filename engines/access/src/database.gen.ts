// Written by tools/db-types.ts from the migrations; npm test compares.

/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type AccessTables = {
  access_break_glass: {
    id: string;
    reason: string;
    issued_by: string;
    code_sha256: Uint8Array;
    issued_at: string;
    code_expires_at: string;
    opened_at: string | null;
    ends_at: string | null;
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
  access_delegation: {
    id: string;
    from_user: string;
    to_user: string;
    roles: string;
    reason: string;
    starts_at: string;
    ends_at: string;
    created_at: string;
    revoked_at: string | null;
    revoked_by: string | null;
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
  access_known_address: {
    address_sha256: Uint8Array;
    user_id: string;
    last_at: string;
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
  access_organization_code: {
    party: string;
    uscc: string;
    set_by: string;
    set_at: string;
  };
  access_password_history: {
    id: string;
    user_id: string;
    hash: string;
    set_at: string;
  };
  access_role_change: {
    id: string;
    user_id: string;
    changed_by: string;
    roles_before: string;
    roles_after: string;
    reason: string;
    at: string;
  };
  access_service: {
    id: string;
    name: string;
    party: string;
    roles: string;
    created_by: string;
    created_at: string;
    revoked_at: string | null;
    revoked_by: string | null;
  };
  access_service_key: {
    id: string;
    service_id: string;
    prefix: string;
    key_sha256: Uint8Array;
    created_at: string;
    expires_at: string;
    last_used_at: string | null;
    revoked_at: string | null;
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
