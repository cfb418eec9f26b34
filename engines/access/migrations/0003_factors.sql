-- When the person last proved who they are; sessions that are open were proven when they were opened.
alter table access_session add column proven_at timestamptz;
update access_session set proven_at = created_at;
alter table access_session alter column proven_at set not null;

-- An account's authenticator app (RFC 6238).
create table access_totp (
  user_id uuid primary key references access_user on delete cascade,
  secret text not null,
  last_step bigint not null,
  created_at timestamptz not null,
  confirmed_at timestamptz
);

comment on column access_totp.secret is 'Sealed, bound to this user''s row';
comment on column access_totp.last_step is 'The latest time step whose code was used; this one and earlier ones count no more';

create table access_passkey (
  id uuid primary key,
  user_id uuid not null references access_user on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);

comment on column access_passkey.credential_id is 'As the authenticator names it, base64url';
comment on column access_passkey.public_key is 'COSE';
create index access_passkey_user on access_passkey (user_id);

-- What a passkey is to sign next. Each is spent once, for its purpose alone.
create table access_challenge (
  challenge text primary key,
  purpose text not null,
  expires_at timestamptz not null
);

create index access_challenge_expiry on access_challenge (expires_at);

-- Sign-ins whose password was right and whose second factor is still to come.
create table access_pending_sign_in (
  token_sha256 bytea primary key,
  user_id uuid not null references access_user on delete cascade,
  expires_at timestamptz not null
);

create index access_pending_sign_in_user on access_pending_sign_in (user_id);
create index access_pending_sign_in_expiry on access_pending_sign_in (expires_at);

create table access_recovery_code (
  code_sha256 bytea primary key,
  user_id uuid not null references access_user on delete cascade
);

create index access_recovery_code_user on access_recovery_code (user_id);
