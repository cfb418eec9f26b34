-- Lists are read by indexes alone, and the rows looked up that are shown.
drop index case_file_by_due;
drop index case_file_by_age;
drop index case_file_unassigned;
drop index case_file_mine;
drop index case_file_applicant;
create index case_file_by_due on case_file (procedure, state, due_sort, id) include (is_ended);
create index case_file_by_age on case_file (procedure, state, id, due_sort) include (is_ended);
create index case_file_unassigned on case_file (procedure, state, due_sort, id) include (is_ended, assignee)
  where assignee is null and not is_ended;
create index case_file_held on case_file (is_ended, assignee, procedure, state, due_sort, id) include (applicant_account)
  where assignee is not null;
create index case_file_applicant on case_file (applicant_party, due_sort, id)
  include (applicant_account, procedure, state, is_ended, assignee);

-- Most of what is found is closed, and most of what is looked for is not.
alter table case_search add column is_ended boolean not null default false;
update case_search s set is_ended = true from case_file f where f.id = s.id and f.is_ended;

create function case_search_ends() returns trigger language plpgsql as $$
begin
  update case_search set is_ended = new.is_ended where id = new.id;
  return null;
end $$;

create trigger case_search_ends after update of is_ended on case_file
  for each row when (old.is_ended is distinct from new.is_ended) execute function case_search_ends();

-- `codes` has the pairs of Han characters, too, and the single ones.
comment on column case_search.codes is 'Beginnings of codes, of 8, 10 … 18 characters; Han characters and pairs of them';
update case_search s set codes = s.codes || array(
  select distinct unnest(array[c.one, c.one || c.next]) from (
    select r.m[1] as one, lead(r.m[1]) over (partition by w.nth order by r.nth) as next
    from regexp_split_to_table(s.terms, ' ') with ordinality as w (word, nth)
      cross join lateral regexp_matches(w.word, 'z[0-9a-f]{4,5}', 'g') with ordinality as r (m, nth)
    where w.word ~ '^(z[0-9a-f]{4,5})+$'
  ) c where c.one is not null
) where s.terms <> '';
update case_search set codes = array_remove(codes, null) where array_position(codes, null) is not null;

create index case_search_open on case_search using gin (terms gin_trgm_ops, codes) where not is_ended;
create index case_search_number_open on case_search (number text_pattern_ops) where not is_ended;
-- The latest first, of a word that most of them have.
create index case_search_latest_open on case_search (id) where not is_ended;

-- A term that is over is what its case is late by, until the case leaves it: it had been forgotten once the clock had told of it.
update case_file f set due_at_ms = t.due_ms from (
  select c.id, min((term.value ->> 'dueMs')::bigint) as due_ms
  from case_file c cross join lateral jsonb_each(c.snapshot -> 'terms') term
  where not c.is_ended and term.value -> 'suspended' = 'null' group by c.id
) t where f.id = t.id and f.due_at_ms is distinct from t.due_ms;
