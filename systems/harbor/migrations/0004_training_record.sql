-- What this party recorded of the training (JR/T 0221-2021), and the salt that opens what the record commits to. Null for models from before.
alter table model add column record jsonb;
alter table model add column record_salt text;
