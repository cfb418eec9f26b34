-- What a provider serves (pull) or sends (push) under a transfer. One transfer moves one version of one data set.
create table plane_outgoing (
  transfer text primary key,
  mode text not null check (mode in ('pull', 'push')),
  state text not null check (state in ('started', 'suspended', 'ended')),
  agreement text not null,
  consumer text not null,
  dataset text not null,
  size int8 not null check (size >= 0),
  etag text not null,
  media_type text not null,
  sha256 bytea not null,
  -- Pull: the hash of what renews the consumer's tokens. Push: where to, and what opens it.
  renewal_hash bytea,
  endpoint text,
  endpoint_token text,
  -- Set before the first byte leaves, so that a killed process still knows of the use.
  began_at timestamptz,
  served int8multirange not null default '{}',
  -- Set in the transaction that records the use.
  used_at timestamptz,
  due_at timestamptz,
  leased_until timestamptz,
  attempts int4 not null default 0,
  fault text
);
create index plane_outgoing_due on plane_outgoing (due_at) where due_at is not null;

-- What a consumer fetches (pull) or takes in (push).
create table plane_incoming (
  transfer text primary key,
  mode text not null check (mode in ('pull', 'push')),
  state text not null check (state in ('awaited', 'started', 'suspended', 'ended', 'whole')),
  agreement text not null,
  provider text not null,
  address jsonb,
  token_hash bytea,
  size int8,
  etag text,
  sha256 bytea,
  -- Bytes that are on the disk for certain: counted after they were synced.
  received int8 not null default 0,
  due_at timestamptz,
  leased_until timestamptz,
  attempts int4 not null default 0,
  fault text
);
create index plane_incoming_due on plane_incoming (due_at) where due_at is not null;
