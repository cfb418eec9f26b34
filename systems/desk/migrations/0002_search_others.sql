-- True for what is another party's: finding it is written in the audit trail.
alter table desk_search add column others boolean not null default false;
