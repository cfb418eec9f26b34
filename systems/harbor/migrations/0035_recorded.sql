-- When this place took a document in, by its own clock; of what stood there before, its issuer's date has to do.
alter table document add column recorded_at_ms bigint;
update document set recorded_at_ms = issued_at_ms;
alter table document alter column recorded_at_ms set not null;
