-- When the contents of a case went, as its procedure says they do some years after its end.
alter table case_file add column forgotten_at_ms bigint;
alter table case_file add column ended_at_ms bigint
  generated always as ((snapshot -> 'ended' ->> 'atMs')::bigint) stored;
create index case_file_to_forget on case_file (procedure, version, ended_at_ms)
  where ended_at_ms is not null and forgotten_at_ms is null;
