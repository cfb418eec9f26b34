-- Cases that somebody filed without an account: whoever has the secret follows one.
create table case_receipt (
  reference text primary key,
  case_id uuid not null unique,
  secret_sha256 bytea not null
);
comment on table case_receipt is 'By which secret a case is followed that was filed without an account: its hash, and nothing of who has it';
