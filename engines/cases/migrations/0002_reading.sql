-- What cases are found by. Lists are read in the order of what is due soonest; what has no term comes last.
create extension if not exists pg_trgm;

alter table case_file add column due_sort bigint not null
  generated always as (coalesce(due_at_ms, 9223372036854775807)) stored;

drop index case_file_open;
drop index case_file_mine;
drop index case_file_seats;
create index case_file_by_due on case_file (procedure, state, due_sort, id);
create index case_file_by_age on case_file (procedure, state, id);
create index case_file_unassigned on case_file (procedure, state, due_sort, id) where assignee is null and not is_ended;
create index case_file_mine on case_file (assignee, due_sort, id) where assignee is not null;
create index case_file_seats on case_file using gin (seats) where seats <> '{}';
create index case_file_excluded on case_file using gin (excluded) where excluded <> '{}';

-- Apart from the case itself: it changes with its subject alone, and not with every step.
create table case_search (
  id uuid primary key references case_file,
  number text not null,
  procedure text not null,
  -- Lower case; a Han character is z and its hexadecimal code, so that trigrams do not depend on the locale.
  terms text not null,
  -- Beginnings of codes, of 8, 10 … 18 characters.
  codes text[] not null
);
create index case_search_number on case_search (number text_pattern_ops);
create index case_search_found on case_search using gin (terms gin_trgm_ops, codes);

-- What everybody may read, and nothing else: no public route reads another table.
create table case_public (
  id uuid primary key references case_file,
  number text not null unique,
  procedure text not null,
  title jsonb not null,
  facts jsonb not null,
  published_at_ms bigint not null
);
create index case_public_latest on case_public (published_at_ms, id);
create index case_public_of_procedure on case_public (procedure, published_at_ms, id);
