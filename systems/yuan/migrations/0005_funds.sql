-- Special funds, bills, pay-through of supply chains. What has moved, only the ledger knows.

create table yuan_purse_use (
  payment uuid not null,
  part smallint not null check (part >= 0),
  area text not null,
  subject text not null,
  purse uuid not null references yuan_purse (id),
  merchant text references yuan_merchant (wallet),
  primary key (payment, part)
);
create index on yuan_purse_use (area, subject);
comment on table yuan_purse_use is 'Payments that were to take from money under a purpose: where in the ledger to look for what was spent where';
comment on column yuan_purse_use.part is 'Which money of the payment';
comment on column yuan_purse_use.merchant is 'Null where a person was paid';

create table yuan_fund (
  id uuid primary key,
  wallet text not null references yuan_wallet (number),
  title_en text not null,
  title_zh text not null,
  basis text not null,
  use text not null check (use in ('free', 'named', 'wages')),
  purpose jsonb,
  without_wallet text not null check (without_wallet in ('wait', 'refuse')),
  claim_until_ms bigint not null,
  spend_until_ms bigint not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  made_at_ms bigint not null,
  check ((use = 'free') = (purpose is null)),
  check (claim_until_ms <= spend_until_ms)
);
comment on table yuan_fund is 'Programmes of special funds (专项资金)';
comment on column yuan_fund.basis is 'The law or notice it rests on';
comment on column yuan_fund.claim_until_ms is 'Until when a firm without a wallet may open one';
comment on column yuan_fund.spend_until_ms is 'Until when money under a purpose may be spent';

create table yuan_fund_batch (
  id uuid primary key,
  fund uuid not null references yuan_fund (id),
  file text not null,
  format text not null check (format in ('pain.001', 'csv')),
  on_bad text not null check (on_bad in ('all', 'each')),
  together text not null check (together in ('chunk', 'entry')),
  state text not null default 'uploading'
    check (state in ('uploading', 'checking', 'checked', 'refused', 'running', 'cancelling', 'cancelled', 'done')),
  pieces integer,
  digest text,
  message_id text,
  entries integer not null default 0,
  good integer not null default 0,
  bad integer not null default 0,
  sum_minor bigint not null default 0,
  maker text not null,
  checker text,
  made_at_ms bigint not null,
  approved_at_ms bigint,
  ended_at_ms bigint
);
create index on yuan_fund_batch (fund, made_at_ms);
create unique index on yuan_fund_batch (message_id) where state in ('checked', 'running', 'cancelling', 'done');
create index on yuan_fund_batch (state) where state in ('checking', 'running', 'cancelling');
comment on column yuan_fund_batch.on_bad is 'One bad entry refuses the file, or is left out';
comment on column yuan_fund_batch.together is 'A thousand entries move all or none, or each for itself';
comment on column yuan_fund_batch.good is 'Entries that can be paid, of sum_minor';

create table yuan_fund_piece (
  batch uuid not null references yuan_fund_batch (id),
  no integer not null check (no >= 0),
  bytes bytea not null,
  primary key (batch, no)
);
comment on table yuan_fund_piece is 'A file that is being uploaded and checked; gone when it is';

create table yuan_fund_entry (
  batch uuid not null references yuan_fund_batch (id),
  no integer not null check (no > 0),
  line integer not null,
  firm text not null,
  amount_minor bigint not null check (amount_minor > 0),
  reference text not null,
  reason text not null,
  wallet text references yuan_wallet (number),
  chunk integer,
  state text not null default 'checked'
    check (state in ('checked', 'planned', 'paid', 'waiting', 'refused', 'returned')),
  code text,
  at_ms bigint,
  primary key (batch, no)
);
create index on yuan_fund_entry (batch, state, no);
create index on yuan_fund_entry (reference);
create index on yuan_fund_entry (firm) where state in ('waiting', 'paid');
comment on column yuan_fund_entry.chunk is 'Entries that were planned together, and move together where that is asked';

create table yuan_fund_finding (
  batch uuid not null references yuan_fund_batch (id),
  no integer not null check (no > 0),
  line integer not null,
  code text not null,
  en text not null,
  zh text not null,
  primary key (batch, no)
);
create index on yuan_fund_finding (batch, line, no);

create table yuan_bill (
  number text primary key check (number ~ '^[0-9]{20}$'),
  office text not null references yuan_merchant (wallet),
  kind text not null check (kind in ('tax', 'housing_fund', 'non_tax')),
  payer text not null,
  reference text not null,
  period text not null,
  title_en text not null,
  title_zh text not null,
  amount_minor bigint not null check (amount_minor > 0),
  due_at_ms bigint not null,
  late_per_100k integer not null default 0 check (late_per_100k between 0 and 1000),
  published_at_ms bigint not null,
  unique (office, reference)
);
create index on yuan_bill (payer, due_at_ms);
create index on yuan_bill (office, published_at_ms);
comment on column yuan_bill.payer is 'A firm by its code, or a person by the number of an account at the office: never a person itself';
comment on column yuan_bill.late_per_100k is 'Late fee a day, in 100,000ths of the amount';

create table yuan_bill_payment (
  payment uuid primary key,
  receipt text not null unique check (receipt ~ '^[0-9]{20}$'),
  bill text not null references yuan_bill (number),
  wallet text not null references yuan_wallet (number),
  amount_minor bigint not null,
  late_minor bigint not null,
  asked_at_ms bigint not null
);
create index on yuan_bill_payment (bill);
comment on table yuan_bill_payment is 'Payments of bills that were asked for: which came about, the ledger knows';

create table yuan_payer_account (
  holder text not null,
  number text not null,
  primary key (holder, number)
);
comment on table yuan_payer_account is 'Numbers of accounts at an office that somebody watches';

create table yuan_chain_order (
  id uuid primary key,
  buyer text not null references yuan_wallet (number),
  title text not null,
  state text not null default 'open' check (state in ('open', 'paying', 'paid', 'cancelled')),
  payment uuid,
  made_at_ms bigint not null,
  due_at_ms bigint not null,
  paid_at_ms bigint
);
create index on yuan_chain_order (buyer);
create index on yuan_chain_order (state) where state = 'paying';

create table yuan_chain_leg (
  id uuid primary key,
  chain_order uuid not null references yuan_chain_order (id),
  above uuid references yuan_chain_leg (id),
  tier smallint not null check (tier between 1 and 8),
  payer text not null references yuan_wallet (number),
  payee text not null references yuan_wallet (number),
  amount_minor bigint not null check (amount_minor > 0),
  goods text not null,
  state text not null default 'proposed' check (state in ('proposed', 'agreed', 'declined')),
  made_at_ms bigint not null
);
create index on yuan_chain_leg (chain_order);
create index on yuan_chain_leg (payer);
create index on yuan_chain_leg (payee);
comment on table yuan_chain_leg is 'What each tier of a supply chain passes on, as both its sides agree';
