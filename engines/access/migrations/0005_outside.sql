-- Sign-in through an outside identity provider. The link itself is a row of access_credential: provider_id is outside: and the
-- provider's id, account_id what the provider calls the person.

-- Somebody on the way to a provider: what must come back, and to which browser.
create table access_outside_attempt (
  state_sha256 bytea primary key,
  browser_sha256 bytea not null,
  provider_id text not null,
  nonce text not null,
  verifier text not null,
  go_to text not null,
  -- Set where a person links an account, as opposed to signing in.
  session_token text references access_session (token) on delete cascade,
  expires_at timestamptz not null
);

create index access_outside_attempt_expiry on access_outside_attempt (expires_at);
create index access_outside_attempt_session on access_outside_attempt (session_token);

-- Sessions that a provider vouched for, so that it can end them and be told of their end.
create table access_outside_session (
  token text primary key references access_session (token) on delete cascade,
  provider_id text not null,
  subject text not null,
  sid text,
  id_token text
);

comment on column access_outside_session.id_token is 'Shown to the provider at sign-out; it opens nothing';
create index access_outside_session_subject on access_outside_session (provider_id, subject);
create index access_outside_session_sid on access_outside_session (provider_id, sid);

-- Accounts that a provider's mapping made: their name and roles follow it at every sign-in.
create table access_outside_account (
  user_id uuid primary key references access_user on delete cascade,
  provider_id text not null
);
