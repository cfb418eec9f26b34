-- Accounts. Ids and user data are TigerBeetle's 128-bit numbers, written as uuids, the highest byte first.
create table ledger_account (
  no int primary key,
  id uuid not null unique,
  user_data_128 uuid,
  user_data_64 numeric(20, 0),
  user_data_32 bigint,
  ledger bigint not null,
  code int not null,
  flags int not null,
  "timestamp" bigint not null unique
);

comment on column ledger_account.no is 'Its place in memory, from 0 on without a gap';
comment on column ledger_account.flags is 'As it was opened with; whether it is closed now follows from the journal';

-- The journal: all that ever happened, in the order of its timestamps, never changed. A row is a transfer (kind 1), the expiry of a
-- pending one (2, without an id), or an id that is spent because its transfer was refused (3, its status in code).
create table ledger_entry (
  "timestamp" bigint primary key,
  kind smallint not null,
  id uuid unique,
  debit_no int,
  credit_no int,
  amount numeric,
  debit_previous bigint,
  credit_previous bigint,
  pending_timestamp bigint,
  user_data_128 uuid,
  user_data_64 numeric(20, 0),
  user_data_32 bigint,
  timeout_s bigint,
  code int not null,
  flags int not null
);

comment on column ledger_entry."timestamp" is 'Nanoseconds since 1970; the order of everything';
comment on column ledger_entry.debit_previous is 'The entry before this one on the debit account, whose history is this chain';
comment on column ledger_entry.pending_timestamp is 'The pending transfer that is posted, voided or has expired';

-- A pending transfer is resolved once, whatever a program does.
create unique index ledger_entry_resolves on ledger_entry (pending_timestamp) where pending_timestamp is not null;

-- Who may write. Whoever takes over raises the epoch; what another process still tries to add is refused by the triggers.
create table ledger_writer (
  only_one boolean primary key default true check (only_one),
  epoch bigint not null
) with (fillfactor = 10);

insert into ledger_writer (epoch) values (0);

create function ledger_fence() returns trigger language plpgsql as $$
begin
  -- The lock keeps a successor waiting until this batch is in the journal, which it then reads.
  perform from ledger_writer where epoch = current_setting('ledger.epoch')::bigint for update;
  if not found then
    raise exception 'another writer has taken over' using errcode = 'LE001';
  end if;
  return null;
end $$;

create trigger ledger_entry_fence after insert on ledger_entry for each statement execute function ledger_fence();
create trigger ledger_account_fence after insert on ledger_account for each statement execute function ledger_fence();

-- The journal only grows.
create function ledger_no_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger''s journal is never changed' using errcode = 'LE002';
end $$;

create trigger ledger_entry_no_change before update or delete or truncate on ledger_entry for each statement execute function ledger_no_change();
create trigger ledger_account_no_change before update or delete or truncate on ledger_account for each statement execute function ledger_no_change();
