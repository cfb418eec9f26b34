-- Which attempt of which job a transfer of the Dataspace Protocol is for, as its consumer has named it.
create table job_transfer (
  pid text primary key,
  job_id uuid not null,
  attempt integer not null,
  session uuid not null
);
create index job_transfer_by_job on job_transfer (job_id, attempt);
