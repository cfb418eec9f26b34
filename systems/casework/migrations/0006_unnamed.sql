-- Cases that somebody filed without an account: whoever has the secret follows one.
create table case_receipt (
  reference text primary key,
  case_id uuid not null unique,
  secret_sha256 bytea not null
);
comment on table case_receipt is 'By which secret a case is followed that was filed without an account: its hash, and nothing of who has it';

-- What is kept of a case goes with its contents, and so does what it is followed by.
create or replace function case_is_forgotten() returns trigger language plpgsql as $$
begin
  delete from case_watch where case_id = new.id;
  delete from case_objection where case_id = new.id;
  delete from case_receipt where case_id = new.id;
  return null;
end $$;
