-- Parties that apply together with whoever filed: they read the case, too.
alter table case_file add column alongside text[] not null default '{}';
alter table case_listed add column alongside text[] not null default '{}';
update case_file set snapshot = snapshot || '{"alongside": []}' where not snapshot ? 'alongside';
create index case_listed_alongside on case_listed using gin (alongside) where alongside <> '{}';
