// Written by tools/db-types.ts from the migrations; npm test compares.
import type { Json } from '@finharbor/kernel';
import type { ColumnType, Generated } from 'kysely';

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
  access_data_key: {
    id: string;
    scope: string;
    algorithm: string;
    master_key: string;
    wrapped: Uint8Array;
    uses: bigint;
    created_at: string;
    retired_at: string | null;
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
  access_erasure: {
    id: string;
    user_id: string;
    cause: string;
    requested_at: string;
    erased_at: string | null;
    certificate: ColumnType<Json | null, string | null, string | null>;
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
    invited_by: string | null;
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
  access_organization_check: {
    party: string;
    uscc: string;
    against: string;
    checked_by: string;
    checked_at: string;
  };
  access_organization_code: {
    party: string;
    uscc: string;
    set_by: string;
    set_at: string;
  };
  access_outside_account: {
    user_id: string;
    provider_id: string;
  };
  access_outside_attempt: {
    state_sha256: Uint8Array;
    browser_sha256: Uint8Array;
    provider_id: string;
    nonce: string;
    verifier: string;
    go_to: string;
    session_token: string | null;
    expires_at: string;
    proves: Generated<boolean>;
  };
  access_outside_session: {
    token: string;
    provider_id: string;
    subject: string;
    sid: string | null;
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
  access_password_history: {
    id: string;
    user_id: string;
    hash: string;
    set_at: string;
  };
  access_pending_sign_in: {
    token_sha256: Uint8Array;
    user_id: string;
    expires_at: string;
  };
  access_profile: {
    user_id: string;
    email: string | null;
    phone: string | null;
    id_type: string | null;
    id_number: string | null;
    id_index: Uint8Array | null;
    updated_at: string;
  };
  access_recovery_code: {
    code_sha256: Uint8Array;
    user_id: string;
  };
  access_reveal: {
    id: string;
    user_id: string;
    seen_by: string;
    field: string;
    reason: string;
    seen_at: string;
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
    proven_at: string;
  };
  access_subject: {
    user_id: string;
    salt: Uint8Array;
  };
  access_totp: {
    user_id: string;
    secret: string;
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
  audit_anchor: {
    seal: bigint;
    log_index: bigint;
    proof: string;
    at: string;
  };
  audit_event: {
    seq: ColumnType<bigint, never, never>;
    xid: Generated<bigint>;
    at: string;
    request_id: string;
    phase: string;
    action: string;
    actor: string;
    party: string;
    roles: string[];
    facts: ColumnType<Json, string, string>;
    objects: string[];
    status: number | null;
    code: string | null;
  };
  audit_seal: {
    seal: bigint;
    last_xid: bigint;
    last_seq: bigint;
    row_count: bigint;
    head: string;
    salt: string;
    sealed_at: string;
  };
  audit_source: {
    request_id: string;
    address: string;
    at: string;
  };
};
