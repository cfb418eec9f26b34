-- One row for each case: as its events have made it, and what it is found by.
create table case_file (
  id uuid primary key,
  procedure text not null,
  version integer not null,
  -- ZC-2026-000012, as people call it.
  number text not null unique,
  -- Counts the events: whoever writes says which one was read.
  revision integer not null,
  state text not null,
  subject text not null,
  applicant_party text not null,
  applicant_account text not null,
  assignee text,
  -- For them the case is not there.
  excluded text[] not null,
  seats text[] not null,
  is_ended boolean not null,
  opened_at_ms bigint not null,
  changed_at_ms bigint not null,
  -- When the clock has something to do with it; null where it has not.
  alarm_at_ms bigint,
  -- When the nearest of its terms is over; null where none runs.
  due_at_ms bigint,
  snapshot jsonb not null,
  -- Hash of the last event.
  head bytea not null
);

create index case_file_alarm on case_file (alarm_at_ms) where alarm_at_ms is not null;
create index case_file_open on case_file (procedure, state, due_at_ms, id) where not is_ended;
create index case_file_mine on case_file (assignee, due_at_ms, id) where not is_ended and assignee is not null;
create index case_file_applicant on case_file (applicant_party, opened_at_ms desc, id);
create index case_file_seats on case_file using gin (seats) where not is_ended;

-- What happened to a case, in a chain: each hash covers the one before it and a commitment to the event, which can be
-- opened while its salt and body are here; when they go, the chain stays.
create table case_event (
  case_id uuid not null references case_file,
  seq integer not null,
  at_ms bigint not null,
  audience text not null,
  -- An account, or the clock.
  by_whom text,
  body jsonb,
  salt bytea,
  commitment bytea not null,
  hash bytea not null,
  primary key (case_id, seq)
);

create function case_event_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (old.case_id, old.seq, old.at_ms, old.audience, old.commitment, old.hash)
      is distinct from (new.case_id, new.seq, new.at_ms, new.audience, new.commitment, new.hash)
    or (new.body is not null and new.body is distinct from old.body)
    or (new.salt is not null and new.salt is distinct from old.salt)
    or (new.by_whom is not null and new.by_whom is distinct from old.by_whom)
  then
    raise exception 'The history of a case is not changed.';
  end if;
  return new;
end $$;

create trigger case_event_stays before update or delete on case_event
  for each row execute function case_event_stays();

-- The last number given to the cases of a procedure in a year.
create table case_number (
  prefix text not null,
  year integer not null,
  last integer not null,
  primary key (prefix, year)
);
