-- What lists and the clock find cases by, apart from the cases themselves: a step writes its case, and its rows here follow a moment later,
-- once for all that was done meanwhile. Whoever reads brings them up to date first.
create table case_listed (
  id uuid primary key,
  -- Of the case as it was when this was written: nobody writes an older one over a newer one.
  revision integer not null,
  procedure text not null,
  state text not null,
  applicant_party text not null,
  applicant_account text not null,
  assignee text,
  excluded text[] not null,
  seats text[] not null,
  is_ended boolean not null,
  -- As in case_file.
  alarm_at_ms bigint,
  -- What has no term comes last.
  due_sort bigint not null
);
insert into case_listed select id, revision, procedure, state, applicant_party, applicant_account, assignee, excluded, seats, is_ended,
  alarm_at_ms, due_sort from case_file;

-- What each statement has changed, until the lists know.
create table case_changed (
  no bigint generated always as identity primary key,
  ids uuid[] not null
);

drop index case_file_alarm;
drop index case_file_by_due;
drop index case_file_by_age;
drop index case_file_unassigned;
drop index case_file_held;
drop index case_file_applicant;
drop index case_file_seats;
drop index case_file_excluded;
drop trigger case_search_ends on case_file;
drop function case_search_ends;
alter table case_file drop column due_sort;
-- A case has room for its next state beside it.
alter table case_file set (fillfactor = 70);

create index case_listed_alarm on case_listed (alarm_at_ms, id) where alarm_at_ms is not null;
create index case_listed_by_due on case_listed (procedure, state, due_sort, id) include (is_ended, assignee);
create index case_listed_by_age on case_listed (procedure, state, id, due_sort) include (is_ended);
create index case_listed_unassigned on case_listed (procedure, state, due_sort, id) include (is_ended, assignee)
  where assignee is null and not is_ended;
create index case_listed_held on case_listed (is_ended, assignee, procedure, state, due_sort, id) include (applicant_account)
  where assignee is not null;
create index case_listed_applicant on case_listed (applicant_party, due_sort, id)
  include (applicant_account, procedure, state, is_ended, assignee);
create index case_listed_seats on case_listed using gin (seats) where seats <> '{}';
create index case_listed_excluded on case_listed using gin (excluded) where excluded <> '{}';

-- All that one statement has follow, together.
alter table case_outbox add column jobs json;
update case_outbox set jobs = json_build_array(json_build_object('task', task, 'key', key, 'payload', payload));
alter table case_outbox alter column jobs set not null, drop column task, drop column key, drop column payload;
