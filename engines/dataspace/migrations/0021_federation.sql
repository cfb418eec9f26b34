create extension if not exists pg_trgm;

-- Connectors whose catalogues are gathered here.
create table federation_source (
  peer text primary key,
  address text not null,
  due_at timestamptz not null,
  leased_until timestamptz,
  -- The last time that its catalogue was read to its end.
  crawled_at timestamptz,
  tried_at timestamptz,
  fault text,
  failures int4 not null default 0,
  -- Entries of the last crawl that were no data sets.
  skipped int4 not null default 0
);
create index federation_source_due on federation_source (due_at);

create table federation_dataset (
  peer text not null references federation_source on delete cascade,
  id text not null,
  title text not null,
  -- What is searched, in lower case.
  words text not null,
  formats text[] not null,
  document jsonb not null,
  digest bytea not null,
  added_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (peer, id)
);
create index federation_dataset_title on federation_dataset (title, peer, id);
create index federation_dataset_words on federation_dataset using gin (words gin_trgm_ops);
