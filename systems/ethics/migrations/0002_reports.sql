create table ethics_report (
  reference text primary key,
  case_id uuid not null unique,
  secret_sha256 bytea not null
);
comment on table ethics_report is 'Reports of a breach without an account: whoever has the secret follows one, and nothing says who that is';

create index on ethics_signature (firm);
create index on ethics_condition (due_on, case_id, place) where met_at_ms is null;
