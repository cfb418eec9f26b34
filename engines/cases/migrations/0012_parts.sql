-- Histories grow for as long as there are cases: they are kept in parts by their case, which are vacuumed, moved and read on their own, and
-- which a cluster spreads over its machines.
alter table case_event rename to case_event_whole;
alter table case_event_whole rename constraint case_event_pkey to case_event_whole_pkey;
create table case_event (
  case_id uuid not null,
  seq integer not null,
  at_ms bigint not null,
  audience text not null,
  by_whom text,
  body jsonb,
  salt bytea,
  commitment bytea not null,
  hash bytea not null,
  primary key (case_id, seq)
) partition by hash (case_id);

do $$ begin
  for part in 0 .. 15 loop
    execute format('create table case_event_%s partition of case_event for values with (modulus 16, remainder %s)', part, part);
  end loop;
end $$;

insert into case_event select case_id, seq, at_ms, audience, by_whom, body, salt, commitment, hash from case_event_whole;
drop table case_event_whole;

create trigger case_event_stays before update or delete on case_event
  for each row execute function case_event_stays();
