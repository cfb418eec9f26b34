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
-- pending one (2, without an id), or an id that is spent because its transfer was refused (3, its status in code). A month is a partition.
create table ledger_entry (
  "timestamp" bigint primary key,
  kind smallint not null,
  id uuid,
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
) partition by range ("timestamp");

comment on column ledger_entry."timestamp" is 'Nanoseconds since 1970; the order of everything';
comment on column ledger_entry.debit_previous is 'The entry before this one on the debit account, whose history is this chain';
comment on column ledger_entry.pending_timestamp is 'The pending transfer that is posted, voided or has expired';

-- The months there are, one partition each.
create table ledger_month (
  since bigint primary key,
  until bigint not null unique check (until > since),
  partition text not null unique,
  id_ranges bytea
);

comment on column ledger_month.id_ranges is 'Of a month that is over: where its ids lie, first and last of each range, 16 bytes each, the highest first. A new id in none of them was not used in it';

-- How accounts with the flag `history` stood after each of their transfers.
create table ledger_balance (
  account_no int not null,
  "timestamp" bigint not null,
  debits_pending numeric not null,
  debits_posted numeric not null,
  credits_pending numeric not null,
  credits_posted numeric not null,
  primary key (account_no, "timestamp")
);

-- Pages of the writer's memory as they once were, from which a start reads on. The latest of each counts.
create table ledger_page (
  kind smallint not null,
  page int not null,
  as_of bigint not null,
  words bytea not null,
  primary key (kind, page, as_of)
);

alter table ledger_page alter column words set storage external;
comment on column ledger_page.kind is '1 accounts, 2 balances, 3 pending transfers';
comment on column ledger_page.as_of is 'The last moment whose entries are in it';

-- Who may write. Whoever takes over raises the epoch; what another process still tries to add is refused by the triggers.
create table ledger_writer (
  only_one boolean primary key default true check (only_one),
  epoch bigint not null,
  replay_from bigint not null default 0
) with (fillfactor = 10);

comment on column ledger_writer.replay_from is 'All that happened up to this moment is in the pages';

insert into ledger_writer (epoch) values (0);

create function ledger_fence() returns trigger language plpgsql as $$
begin
  -- The lock keeps a successor waiting until this batch is in the journal, which it then reads.
  perform from ledger_writer where epoch = current_setting('ledger.epoch')::bigint for share;
  if not found then
    raise exception 'another writer has taken over' using errcode = 'LE001';
  end if;
  return null;
end $$;

create function ledger_no_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger''s journal is never changed' using errcode = 'LE002';
end $$;

create trigger ledger_account_fence after insert on ledger_account for each statement execute function ledger_fence();
create trigger ledger_balance_fence after insert on ledger_balance for each statement execute function ledger_fence();
create trigger ledger_page_fence after insert on ledger_page for each statement execute function ledger_fence();
create trigger ledger_account_no_change before update or delete or truncate on ledger_account for each statement execute function ledger_no_change();
create trigger ledger_balance_no_change before update or delete or truncate on ledger_balance for each statement execute function ledger_no_change();
create trigger ledger_entry_no_change before update or delete or truncate on ledger_entry for each statement execute function ledger_no_change();

-- Begins a month, if it has not begun. Rows are copied into its partition by name, so it has the triggers itself.
create function ledger_begin_month(month_since bigint, month_until bigint, name text) returns void language plpgsql as $$
declare
  partition text := 'ledger_entry_' || name;
begin
  insert into ledger_month (since, until, partition) values (month_since, month_until, partition) on conflict (since) do nothing;
  if not found then
    return;
  end if;
  execute format('create table %I (like ledger_entry including all)', partition);
  execute format('create unique index on %I (id)', partition);
  -- A pending transfer is resolved once, whatever a program does.
  execute format('create unique index on %I (pending_timestamp) where pending_timestamp is not null', partition);
  execute format('create trigger fence after insert on %I for each statement execute function ledger_fence()', partition);
  execute format('create trigger no_change before update or delete or truncate on %I for each statement execute function ledger_no_change()', partition);
  -- Unlike `create table … partition of`, this does not wait for those who read other months.
  execute format('alter table ledger_entry attach partition %I for values from (%s) to (%s)', partition, month_since, month_until);
end $$;
