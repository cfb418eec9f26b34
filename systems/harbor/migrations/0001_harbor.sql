-- Instants are milliseconds since the Unix epoch. A hub and a node have the same tables; each fills its own.

create table document (
  seq bigint generated always as identity primary key,
  id text not null unique,
  type text not null,
  issuer text not null,
  audience text[] not null,
  issued_at_ms bigint not null,
  -- What documents are looked up by, lifted out of the body.
  contract_id text,
  job_id text,
  uscc text,
  signed jsonb not null
);
create index document_by_type on document (type, contract_id, job_id, uscc);
create index document_by_audience on document using gin (audience);

-- Documents that did not verify are never acted upon; the operator sees them here by id and code.
create table refused_document (
  id text primary key,
  type text not null,
  issuer text not null,
  code text not null,
  seen_at_ms bigint not null,
  -- Kept whole: a peer pinned later may turn out to be the issuer, and then it is judged again.
  signed jsonb not null
);

create table feed_position (name text primary key, seq bigint not null);

-- A peer's key is pinned by this party's own operator and by nobody else.
create table peer (
  party text primary key,
  name jsonb not null,
  public_key text not null,
  link_host text not null,
  link_port integer not null,
  url text not null,
  registrar boolean not null,
  note_key text not null,
  pinned_at_ms bigint not null
);

create table dataset_row (
  product uuid not null,
  uscc text not null,
  columns jsonb not null,
  primary key (product, uscc)
);

create table job (
  id uuid primary key,
  kind text not null,
  contract_id text not null,
  status text not null check (status in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  attempt integer not null,
  session uuid not null,
  request jsonb not null,
  own_row jsonb,
  stage text not null,
  error jsonb,
  result jsonb,
  created_at_ms bigint not null,
  updated_at_ms bigint not null
);

create table job_event (
  seq bigint generated always as identity primary key,
  job_id uuid not null references job (id),
  at_ms bigint not null,
  event jsonb not null
);
create index job_event_by_job on job_event (job_id, seq);

-- One row per job, however often the job is run again: no use is counted twice.
create table contract_use (
  contract_id text not null,
  job_id uuid not null,
  at_ms bigint not null,
  primary key (contract_id, job_id)
);

-- Written before the first byte of a session leaves: randomness of a session found here is never used again.
create table fusion_session (session uuid primary key, claimed_at_ms bigint not null);

-- A model is known by the session that trained it.
create table model (
  id uuid primary key,
  job_id uuid not null,
  contract_id text not null,
  share jsonb not null,
  binnings jsonb not null,
  report jsonb,
  created_at_ms bigint not null
);

create table receipt (
  id uuid primary key,
  job_id uuid not null,
  session uuid not null,
  body jsonb not null,
  salt text not null,
  log_index bigint not null,
  proof text not null,
  unique (session)
);

create table assumption_acceptance (
  digest text primary key,
  accepted_by text not null,
  accepted_at_ms bigint not null
);

-- At the hub: who asks to join. The operator admits by fingerprint; admitted parties stand in peer.
create table enrolment_request (
  party text primary key,
  signed jsonb not null,
  asked_at_ms bigint not null
);
