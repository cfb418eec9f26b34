-- From here on people are kept in better-auth 1.7's tables: its user, account (a credential), session, verification, and its
-- organization plugin's organization (a party), member and invitation. The names and the hashes are ours.
create table access_user (
  id uuid primary key,
  login text not null unique,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  disabled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

comment on column access_user.login is 'Lower case';
comment on column access_user.email is 'Made up from the login: better-auth asks for one, nobody is written to';

create table access_credential (
  id uuid primary key,
  user_id uuid not null references access_user on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);

comment on column access_credential.password is '$scrypt$ln=15,r=8,p=3$salt$hash: the parameters it was made with stand in it';
create index access_credential_user on access_credential (user_id);

create table access_organization (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  logo text,
  metadata text,
  created_at timestamptz not null
);

comment on column access_organization.slug is 'The party: hub, a party''s name, or firm: and a unified social credit code';

create table access_member (
  id uuid primary key,
  organization_id uuid not null references access_organization on delete cascade,
  user_id uuid not null references access_user on delete cascade,
  role text not null,
  created_at timestamptz not null,
  -- An account acts for one party.
  unique (user_id)
);

comment on column access_member.role is 'Roles, joined by commas';
create index access_member_organization on access_member (organization_id);

create table access_invitation (
  id uuid primary key,
  organization_id uuid not null references access_organization on delete cascade,
  inviter_id uuid not null references access_user on delete cascade,
  email text not null,
  login text not null,
  name text not null,
  role text,
  status text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null
);

create index access_invitation_organization on access_invitation (organization_id);
create index access_invitation_email on access_invitation (email);

create table access_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index access_verification_identifier on access_verification (identifier);

insert into access_user (id, login, name, email, email_verified, disabled_at, created_at, updated_at)
select id, login, login, login || '@accounts.invalid', false, disabled_at, created_at, created_at from access_account;

insert into access_credential (id, user_id, account_id, provider_id, password, created_at, updated_at)
select uuidv7(), id, id::text, 'credential', password_hash, created_at, created_at from access_account;

insert into access_organization (id, slug, name, created_at)
select uuidv7(), party, party, min(created_at) from access_account group by party;

insert into access_member (id, organization_id, user_id, role, created_at)
select uuidv7(), o.id, a.id, array_to_string(a.roles, ','), a.created_at
from access_account a join access_organization o on o.slug = a.party;

-- Sessions end; whoever was signed in signs in again.
drop table access_session;
drop table access_account;

create table access_session (
  id uuid primary key,
  user_id uuid not null references access_user on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  active_organization_id uuid,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

comment on column access_session.token is 'SHA-256 of the token, base64url';
comment on column access_session.updated_at is 'When it was last used, give or take a minute';
create index access_session_user on access_session (user_id);
create index access_session_expiry on access_session (expires_at);
