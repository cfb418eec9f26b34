export type AccessAccountTable = {
  id: string;
  login: string;
  party: string;
  roles: string[];
  password_hash: string;
  created_at: string;
  disabled_at: string | null;
};

export type AccessSessionTable = {
  token_sha256: Uint8Array;
  account_id: string;
  created_at: string;
  expires_at: string;
  last_seen_at: string;
};

export type AccessFailureTable = {
  login_sha256: Uint8Array;
  failures: number;
  last_at: string;
};

export type AccessCodeTable = {
  code_sha256: Uint8Array;
  purpose: string;
  expires_at: string;
};

export type AccessNonceTable = {
  keyid: string;
  nonce: string;
  expires_at: string;
};

export type AccessTables = {
  access_account: AccessAccountTable;
  access_session: AccessSessionTable;
  access_failure: AccessFailureTable;
  access_code: AccessCodeTable;
  access_nonce: AccessNonceTable;
};
