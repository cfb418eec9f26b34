-- Until when, and by a case of which procedure, anybody may object; null where nobody can.
alter table case_public add column objection jsonb;

-- What a published case is found by, as in case_search: of what it says to everybody, and of nothing else.
alter table case_public add column terms text not null default '';
alter table case_public add column codes text[] not null default '{}';
create index case_public_found on case_public using gin (terms gin_trgm_ops, codes);

-- Lists go on after a number, as people know it: an id would tell when the case was begun.
drop index case_public_latest;
drop index case_public_of_procedure;
create index case_public_latest on case_public (published_at_ms, number);
create index case_public_of_procedure on case_public (procedure, published_at_ms, number);
