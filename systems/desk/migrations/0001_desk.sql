-- What the people of one process are told, look for and keep for themselves. Instants are milliseconds since the Unix epoch.
create extension if not exists pg_trgm;

create table desk_notice (
  -- UUIDv7: the order of the ids is the order in which people were told.
  id uuid primary key,
  key text not null unique,
  kind text not null,
  account uuid,
  party text,
  role text,
  title jsonb not null,
  body jsonb,
  href text not null,
  at_ms bigint not null,
  settled_at_ms bigint,
  check (num_nonnulls(account, party) = 1 and (party is null) = (role is null))
);
comment on column desk_notice.key is 'One event tells one thing once, however often it is reported';
comment on column desk_notice.settled_at_ms is 'When what it waited for was done, by whomever';
create index desk_notice_of_account on desk_notice (account, id) where account is not null;
create index desk_notice_of_role on desk_notice (party, role, id) where party is not null;

create table desk_mark (
  account uuid not null,
  notice_id uuid not null references desk_notice (id) on delete cascade,
  read_at_ms bigint,
  done_at_ms bigint,
  snoozed_until_ms bigint,
  primary key (account, notice_id)
);

create table desk_channel (
  account uuid not null,
  channel text not null check (channel in ('mail', 'webhook')),
  target text not null,
  nonce text not null,
  kinds text[] not null,
  code_until_ms bigint not null,
  code_tries int not null,
  confirmed_at_ms bigint,
  primary key (account, channel)
);
comment on column desk_channel.nonce is 'Of code and signing secret, which are made from it and a key that is not in the database';

create table desk_search (
  source text not null,
  kind text not null,
  id text not null,
  title jsonb not null,
  detail jsonb,
  href text not null,
  -- party/role, each * where it may be any.
  audience text[] not null,
  digest text not null,
  words text not null,
  initials text not null,
  pinyin text not null,
  codes text[] not null,
  terms text not null generated always as (' ' || words || ' ' || initials || ' ' || pinyin || ' ') stored,
  primary key (kind, id)
);
comment on column desk_search.words is 'Lower case; a Han character is z and its hexadecimal code, so that trigrams do not depend on the locale';
comment on column desk_search.codes is 'Beginnings of codes and ids, of 8, 10 … 18 characters';
comment on column desk_search.initials is 'First letters of the pinyin of each run of Han characters, from each character on';
create index desk_search_source on desk_search (source);
create index desk_search_found on desk_search using gin (terms gin_trgm_ops, audience, codes);

create table desk_view (
  id uuid primary key,
  account uuid not null,
  party text not null,
  path text not null,
  name text not null,
  search text not null,
  shared boolean not null,
  saved_at_ms bigint not null
);
create index desk_view_of_party on desk_view (party, path);

create table desk_draft (
  account uuid not null,
  form text not null,
  -- JSON as its form wrote it; nobody else reads it.
  value text not null,
  saved_at_ms bigint not null,
  expires_at_ms bigint not null,
  primary key (account, form)
);
