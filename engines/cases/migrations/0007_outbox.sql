-- What follows from cases, written with the events it follows from; it goes from here to the queue.
create table case_outbox (
  no bigint generated always as identity primary key,
  task text not null,
  key text not null,
  payload json not null
);

-- Events are written by the statement that moves their case's row, and no case is ever deleted: looking each up once more took a
-- fifth of that statement.
alter table case_event drop constraint case_event_case_id_fkey;
