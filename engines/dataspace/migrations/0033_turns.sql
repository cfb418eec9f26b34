-- Whose owner has not yet been asked after its last step, and when another process may ask instead. In a table of its own, so that a step
-- of a process changes no index of it; for the same reason without a foreign key, which would be looked up at each step.
create table dataspace_turn (
  pid text primary key,
  -- The version of its process that wrote it.
  version integer not null,
  due_at timestamptz not null
);
create index dataspace_turn_due on dataspace_turn (due_at);
insert into dataspace_turn (pid, version, due_at)
  select pid, version, turn_at from dataspace_process where turn_at is not null;
alter table dataspace_process drop column turn_at;
-- Room on each page for the next version of a row.
alter table dataspace_process set (fillfactor = 60);
