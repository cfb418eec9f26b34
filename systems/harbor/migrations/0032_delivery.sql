-- Files that transfers of rows have brought to this node.
create table delivery (
  transfer text primary key,
  job_id uuid not null,
  bytes int8 not null check (bytes >= 0),
  -- Where its contract says how long it is kept: when the node deletes it; and when it has.
  keep_until_ms int8,
  deleted_at_ms int8
);
create index delivery_by_job on delivery (job_id);
create index delivery_to_delete on delivery (keep_until_ms) where deleted_at_ms is null;
