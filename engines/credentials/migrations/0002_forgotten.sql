-- A personal certificate can be forgotten: its place in the status list stays, so that a copy verifies as before, and a digest of what was
-- signed, by which a copy is known again. Of what it says nothing stays, nor of what was asked for, which could be guessed.
alter table credential add column jwt_sha256 bytea;
update credential set jwt_sha256 = sha256(convert_to(jwt, 'UTF8'));
alter table credential alter column jwt_sha256 set not null, alter column jwt drop not null, alter column asked drop not null,
  add column forgotten_at_ms bigint,
  add check ((forgotten_at_ms is null) = (jwt is not null)),
  add check ((jwt is null) = (asked is null)),
  add check (jwt is not null or disclosures = '{}');
