-- The simulated bank behind the wallets, and what goes between it and the operators. What is on an account, the ledger knows.
create table yuan_bank_account (
  number text primary key check (number ~ '^[0-9]{19}$'),
  account uuid not null unique,
  party text not null,
  settles_for text unique references yuan_operator (code),
  state text not null default 'open' check (state in ('open', 'closed')),
  opened_at_ms bigint not null
);
comment on table yuan_bank_account is 'Ordinary accounts in renminbi at the simulated bank';
comment on column yuan_bank_account.settles_for is 'The operator whose money behind its wallets is on it; null of a customer''s';
create index on yuan_bank_account (party);

create table yuan_bank_link (
  wallet text not null references yuan_wallet (number),
  account text not null references yuan_bank_account (number),
  mandate uuid not null unique,
  linked_at_ms bigint not null,
  primary key (wallet, account)
);
comment on column yuan_bank_link.mandate is 'What the bank knows the holder''s consent by: messages bear it and no name';

create table yuan_exchange (
  id uuid primary key,
  kind text not null check (kind in ('top_up', 'redemption')),
  wallet text not null references yuan_wallet (number),
  operator text not null references yuan_operator (code),
  account text not null references yuan_bank_account (number),
  amount_minor bigint not null check (amount_minor > 0),
  cause text not null check (cause in ('asked', 'sweep')),
  state text not null check (state in ('asked', 'sent', 'paid', 'returning', 'done', 'rejected', 'returned')),
  refusal_code text,
  asked_at_ms bigint not null,
  ended_at_ms bigint,
  check ((ended_at_ms is not null) = (state in ('done', 'rejected', 'returned')))
);
comment on table yuan_exchange is 'Money between a bank account and a wallet, on its way or there';
create index on yuan_exchange (wallet, asked_at_ms, id);
create index on yuan_exchange (operator, asked_at_ms, id);
create index on yuan_exchange (operator, asked_at_ms) where ended_at_ms is null;
create index on yuan_exchange (asked_at_ms) where state = 'asked' and kind = 'redemption';

create table yuan_bank_message (
  no bigint generated always as identity primary key,
  direction text not null check (direction in ('to_bank', 'from_bank')),
  operator text not null references yuan_operator (code),
  message_id text not null,
  kind text not null,
  exchange uuid,
  answers bigint references yuan_bank_message (no),
  xml text not null,
  is_own boolean not null,
  state text not null default 'sent' check (state in ('sent', 'acted', 'refused')),
  arrivals int not null default 1,
  sent_at_ms bigint not null,
  acted_at_ms bigint,
  unique (direction, operator, message_id)
);
comment on column yuan_bank_message.is_own is 'Made by the operator''s system here; false of what somebody handed in as a file';
comment on column yuan_bank_message.arrivals is 'How often it came: it is acted on once, and answered the same each time';
create index on yuan_bank_message (no) where state = 'sent';
create index on yuan_bank_message (operator, no);
create index on yuan_bank_message (answers) where answers is not null;

create table yuan_sweep (
  wallet text primary key references yuan_wallet (number),
  account text not null references yuan_bank_account (number),
  at_hour smallint check (at_hour between 0 and 23),
  above_minor bigint check (above_minor > 0),
  swept_day text not null,
  set_at_ms bigint not null,
  check (num_nonnulls(at_hour, above_minor) = 1)
);
comment on table yuan_sweep is 'Merchants whose money goes to the bank by itself: each day at an hour, or above an amount';
comment on column yuan_sweep.swept_day is 'The last day that is done with: it is due again on the next';
