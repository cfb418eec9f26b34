-- What a transfer of rows has come to at this node: of a holder how many bytes have left, of a consumer the file that landed.
create table delivery (
  transfer text primary key,
  job_id uuid not null,
  bytes int8 not null check (bytes >= 0),
  -- Of a consumer, where its contract says how long: when its node deletes the file, and when it has.
  keep_until_ms int8,
  deleted_at_ms int8
);
create index delivery_by_job on delivery (job_id);
create index delivery_to_delete on delivery (keep_until_ms) where deleted_at_ms is null;
