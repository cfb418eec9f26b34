-- The writer's pulse. A writer whose session lives but that does not count on hangs, and whoever stands by takes over.
create table ledger_beat (
  only_one boolean primary key default true check (only_one),
  beats bigint not null
) with (fillfactor = 10);

insert into ledger_beat (beats) values (0);

-- What other parts of the harbor want to have transferred, written in a transaction of theirs and posted by the ledger afterwards.
create table ledger_intent (
  no bigint generated always as identity primary key,
  -- The first transfer's.
  id uuid not null unique,
  -- 32 words a transfer, as the ledger's clients send them.
  transfers bytea not null check (length(transfers) > 0 and length(transfers) % 128 = 0),
  status text not null default 'waiting' check (status in ('waiting', 'posted', 'refused')),
  -- Of a refused one, what the ledger said of each transfer.
  outcomes text[],
  constraint ledger_intent_told check ((status = 'refused') = (outcomes is not null))
);

create index ledger_intent_waiting on ledger_intent (no) where status = 'waiting';

create function ledger_intent_written() returns trigger language plpgsql as $$
begin
  notify ledger_intent;
  return null;
end $$;

create trigger ledger_intent_written after insert on ledger_intent for each statement execute function ledger_intent_written();
