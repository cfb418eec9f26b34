-- Addresses that accounts signed in from: failures from elsewhere do not lock their owners out there.
create table access_known_address (
  address_sha256 bytea primary key,
  user_id uuid not null references access_user on delete cascade,
  last_at timestamptz not null
);

comment on column access_known_address.address_sha256 is 'Of the login and the address: rows of two accounts tell nothing together, and no account is read to find one';
create index access_known_address_user on access_known_address (user_id, last_at);

-- The passwords an account has had, so that none of the last ones comes back.
create table access_password_history (
  id uuid primary key,
  user_id uuid not null references access_user on delete cascade,
  hash text not null,
  set_at timestamptz not null
);

create index access_password_history_user on access_password_history (user_id, set_at);

insert into access_password_history (id, user_id, hash, set_at)
select uuidv7(), user_id, password, created_at from access_credential
where provider_id = 'credential' and password is not null;

create table access_role_change (
  id uuid primary key,
  user_id uuid not null references access_user on delete cascade,
  changed_by uuid not null references access_user,
  roles_before text not null,
  roles_after text not null,
  reason text not null,
  at timestamptz not null
);

create index access_role_change_user on access_role_change (user_id, at);

create table access_delegation (
  id uuid primary key,
  from_user uuid not null references access_user on delete cascade,
  to_user uuid not null references access_user on delete cascade,
  roles text not null,
  reason text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references access_user,
  check (ends_at > starts_at and from_user <> to_user)
);

create index access_delegation_to on access_delegation (to_user, ends_at);
create index access_delegation_from on access_delegation (from_user, ends_at);

create table access_service (
  id uuid primary key,
  name text not null,
  party text not null,
  roles text not null,
  created_by uuid not null references access_user,
  created_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references access_user
);

create table access_service_key (
  id uuid primary key,
  service_id uuid not null references access_service on delete cascade,
  prefix text not null unique,
  key_sha256 bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create index access_service_key_service on access_service_key (service_id);

-- The unified social credit code of a party; a firm has it in its name.
create table access_organization_code (
  party text primary key,
  uscc text not null unique,
  set_by uuid not null references access_user,
  set_at timestamptz not null
);

create table access_break_glass (
  id uuid primary key,
  reason text not null,
  issued_by text not null,
  code_sha256 bytea not null unique,
  issued_at timestamptz not null,
  code_expires_at timestamptz not null,
  opened_at timestamptz,
  ends_at timestamptz
);

comment on column access_break_glass.issued_by is 'The account of the machine''s system that ran the command';
