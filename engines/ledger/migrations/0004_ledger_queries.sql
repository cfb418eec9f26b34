-- Accounts are found by their fields. An index of user data costs nothing where there is none.
create index on ledger_account (ledger, code, "timestamp");
create index on ledger_account (user_data_128, "timestamp") where user_data_128 is not null;
create index on ledger_account (user_data_64, "timestamp") where user_data_64 is not null;
create index on ledger_account (user_data_32, "timestamp") where user_data_32 is not null;

-- What an entry moves, which is the same on the account that pays and on the one that is paid. What was held is looked up only for what
-- was posted, which may be less.
create view ledger_movement as
select
  e."timestamp",
  e.debit_no,
  e.credit_no,
  case
    when e.pending_timestamp is null then case when e.flags & 2 <> 0 then e.amount else 0 end
    when e.flags & 4 <> 0 then - (select amount from ledger_entry where "timestamp" = e.pending_timestamp)
    else - e.amount
  end as pending,
  case
    when e.flags & 4 <> 0 or (e.pending_timestamp is null and e.flags & 2 = 0) then e.amount
    else 0
  end as posted
from ledger_entry e
where e.kind < 3;

-- How accounts stood when a month was over, of those that it touched.
create table ledger_month_end (
  account_no int not null,
  until bigint not null,
  debits_pending numeric not null,
  debits_posted numeric not null,
  credits_pending numeric not null,
  credits_posted numeric not null,
  last_entry bigint not null,
  primary key (account_no, until)
);

comment on column ledger_month_end.until is 'All entries before this moment are in it';

-- All accounts of a kind together, when a month was over.
create table ledger_month_trial (
  until bigint not null,
  ledger bigint not null,
  code int not null,
  debits_pending numeric not null,
  debits_posted numeric not null,
  credits_pending numeric not null,
  credits_posted numeric not null,
  primary key (until, ledger, code)
);

create trigger ledger_month_end_no_change before update or delete or truncate on ledger_month_end for each statement execute function ledger_no_change();
create trigger ledger_month_trial_no_change before update or delete or truncate on ledger_month_trial for each statement execute function ledger_no_change();
