-- People's accounts. Nothing here reads as a password, a token or a code: each is kept as a hash.
create table access_account (
  id uuid primary key,
  login text not null unique,
  party text not null,
  roles text[] not null,
  password_hash text not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);

comment on column access_account.login is 'Lower case';
comment on column access_account.password_hash is '$scrypt$ln=15,r=8,p=3$salt$hash: the parameters it was made with stand in it';

create table access_session (
  token_sha256 bytea primary key,
  account_id uuid not null references access_account,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_seen_at timestamptz not null
);

create index access_session_account on access_session (account_id);
create index access_session_expiry on access_session (expires_at);

-- Failed sign-ins by login, also for logins nobody has: a lockout must not tell which exist.
create table access_failure (
  login_sha256 bytea primary key,
  failures int not null,
  last_at timestamptz not null
);

create table access_code (
  code_sha256 bytea primary key,
  purpose text not null,
  expires_at timestamptz not null
);

-- Nonces of signed requests, until their signatures expire.
create table access_nonce (
  keyid text not null,
  nonce text not null,
  expires_at timestamptz not null,
  primary key (keyid, nonce)
);

create index access_nonce_expiry on access_nonce (expires_at);
