create extension if not exists pg_trgm;

-- What the catalogue is searched by: a row of each product's newest version, written with the document.
create table product_card (
  holder text not null,
  product text not null,
  version text not null,
  issued_at_ms bigint not null,
  name_en text collate "C" not null,
  name_zh text collate "C" not null,
  rows bigint not null,
  facets text[] not null,
  title text not null,
  names text not null,
  told text not null,
  primary key (holder, product)
);
comment on column product_card.facets is 'facet:value, as it is counted and filtered by';
comment on column product_card.name_zh is 'In pinyin, by which Chinese names are sorted';
comment on column product_card.title is 'Lower case, a Han character as z and its hexadecimal code, so that trigrams do not depend on the locale; pinyin and its initials, too';
comment on column product_card.names is 'The title, the names of the fields and the holder, in the same way';
comment on column product_card.told is 'The description, without pinyin';
create index product_card_title on product_card using gin (title gin_trgm_ops);
create index product_card_names on product_card using gin (names gin_trgm_ops);
create index product_card_told on product_card using gin (told gin_trgm_ops);
create index product_card_facets on product_card using gin (facets);
create index product_card_newest on product_card (issued_at_ms desc);

-- Every word that any product was ever found by: what is mistyped is looked up here.
create table catalogue_word (word text primary key);
create index catalogue_word_alike on catalogue_word using gin (word gin_trgm_ops);

-- Which edition of the code a derived table was last written by in full; another one writes it anew from the documents.
create table projection (name text primary key, edition integer not null);

-- Who computed what with whose data, as the documents say: rows are made anew from all documents on a job or a contract whenever one
-- of them comes in, so that lists and figures read no documents.
create table overseen_contract (
  id text primary key,
  seq bigint not null unique,
  kind text not null,
  consumer text not null,
  providers text[] not null,
  products text[] not null,
  purpose jsonb not null,
  -- Where it stands but for the time: whether it has begun or is over, the clock says.
  standing text not null check (standing in ('proposed', 'declined', 'ended', 'approved')),
  uses_allowed bigint,
  asked_at_ms bigint not null,
  valid_from_ms bigint not null,
  valid_until text not null,
  valid_until_ms bigint not null
);
create index overseen_contract_asked on overseen_contract (asked_at_ms);

create table overseen_job (
  id uuid primary key,
  seq bigint not null unique,
  kind text not null,
  contract_id text not null,
  consumer text not null,
  state text not null,
  -- When data were first used in it; null where none were.
  used_at_ms bigint,
  view jsonb not null
);
create index overseen_job_of_contract on overseen_job (contract_id, used_at_ms);
create index overseen_job_used on overseen_job (used_at_ms) where used_at_ms is not null;

create table overseen_refusal (
  job_id uuid not null references overseen_job (id) on delete cascade,
  party text not null,
  attempt integer not null,
  at_ms bigint not null,
  code text not null,
  reason jsonb not null,
  primary key (job_id, party, attempt, at_ms)
);
create index overseen_refusal_at on overseen_refusal (at_ms, job_id, party, attempt);

-- A use is one job's at one provider, however often the job was run.
create table overseen_use (
  provider text not null,
  job_id uuid not null references overseen_job (id) on delete cascade,
  contract_id text not null,
  kind text not null,
  consumer text not null,
  used_at_ms bigint not null,
  fields text[] not null,
  log_index bigint not null,
  primary key (provider, job_id)
);
create index overseen_use_at on overseen_use (provider, used_at_ms, job_id);

create index document_by_job on document (job_id, type) where job_id is not null;

-- What people want to be told of: changes of one product, or what comes to fit a search.
create table catalogue_follow (
  id uuid primary key,
  account uuid not null,
  holder text,
  product text,
  search jsonb,
  digest text not null,
  followed_at_ms bigint not null,
  unique (account, digest),
  check ((search is null) = (holder is not null and product is not null))
);
create index catalogue_follow_product on catalogue_follow (holder, product) where product is not null;
