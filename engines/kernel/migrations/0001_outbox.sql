-- Messages that left a transaction and have not yet reached their receiver. A delivered message is deleted.
create table outbox_message (
  id bigint generated always as identity primary key,
  key text not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  attempts int not null default 0,
  next_at timestamptz,
  last_error_code text,
  dead_at timestamptz
);

comment on column outbox_message.key is 'Messages of one key are delivered in the order of their ids';
comment on column outbox_message.next_at is 'Null, or when the message at the head of its key is tried again';
comment on column outbox_message.dead_at is 'When delivery was given up; the row stays until somebody revives or deletes it';

create index outbox_waiting on outbox_message (id) where dead_at is null;
create index outbox_backing_off on outbox_message (key, next_at) where dead_at is null and next_at is not null;
create index outbox_dead on outbox_message (dead_at) where dead_at is not null;
