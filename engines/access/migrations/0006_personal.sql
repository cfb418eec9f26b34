-- Keys of sealed columns, one live key for each. A key is here only wrapped; the master key that unwraps it is in the key store.
create table access_data_key (
  id uuid primary key,
  scope text not null,
  algorithm text not null,
  master_key text not null,
  wrapped bytea not null,
  uses bigint not null,
  created_at timestamptz not null,
  retired_at timestamptz
);

comment on column access_data_key.scope is 'table.column';
comment on column access_data_key.uses is 'Nonces given out, counted before they are used';
create unique index access_data_key_live on access_data_key (scope) where retired_at is null;

-- What people have told about themselves. Everything but the kind of document is sealed.
create table access_profile (
  user_id uuid primary key references access_user on delete cascade,
  email text,
  phone text,
  id_type text,
  id_number text,
  id_index bytea,
  updated_at timestamptz not null,
  check ((id_number is null) = (id_type is null) and (id_number is null) = (id_index is null))
);

comment on column access_profile.id_index is 'Blind index: equal numbers have equal ones';
create index access_profile_id_index on access_profile (id_index);

-- Who looked at what, and why: shown to whom it was about.
create table access_reveal (
  id uuid primary key,
  user_id uuid not null references access_user on delete cascade,
  seen_by uuid not null references access_user,
  field text not null,
  reason text not null,
  seen_at timestamptz not null
);

create index access_reveal_user on access_reveal (user_id, seen_at);
create index access_reveal_at on access_reveal (seen_at);

-- What hides an account in its commitment. Once it is gone the commitment opens to nobody.
create table access_subject (
  user_id uuid primary key references access_user on delete cascade,
  salt bytea not null
);

create table access_erasure (
  id uuid primary key,
  user_id uuid not null unique references access_user,
  cause text not null check (cause in ('request', 'retention')),
  requested_at timestamptz not null,
  erased_at timestamptz,
  certificate jsonb,
  check ((erased_at is null) = (certificate is null))
);
