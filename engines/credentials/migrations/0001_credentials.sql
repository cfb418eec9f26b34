-- A list of statuses that is served as one signed token; `revision` counts its changes, so that a process knows whether what it signed still holds.
create table credential_list (
  id integer primary key,
  revision bigint not null default 0
);

insert into credential_list (id) values (1);

-- Gaps do no harm, and nobody waits for another's number.
create sequence credential_number;

create table credential (
  id uuid primary key,
  -- PX-2026-000012-47, as people call it, with two check digits.
  number text not null unique,
  type text not null,
  -- The caller's: asked twice under one key, one is issued.
  issue_key text not null unique,
  -- Hash of what was asked for under it.
  asked bytea not null,
  -- What the issuer has signed, and what of it can be disclosed.
  jwt text not null,
  disclosures text[] not null,
  list integer not null references credential_list,
  -- Drawn at random, so that neighbours in a list have nothing to do with each other.
  list_index integer not null,
  status text not null check (status in ('valid', 'suspended', 'revoked')),
  issued_at_ms bigint not null,
  expires_at_ms bigint,
  unique (list, list_index)
);

create index credential_not_valid on credential (list, list_index) where status <> 'valid';

-- What happened to a credential: that it was issued, and each change of its status.
create table credential_event (
  credential uuid not null references credential,
  seq integer not null,
  event_key text not null unique,
  status text not null,
  -- Why, in the words of who decided it; published with the status.
  reason text,
  by_whom text,
  at_ms bigint not null,
  -- The entry of the evidence log that says so, once it is there.
  entry text not null,
  log_index bigint,
  primary key (credential, seq)
);

create index credential_event_unlogged on credential_event (at_ms, credential, seq) where log_index is null;
