-- Who holds which wallet. What is in a wallet, and what moved, only the ledger knows.
create table yuan_operator (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{1,30}$'),
  name_en text not null,
  name_zh text not null,
  party text not null unique,
  opened_at_ms bigint not null
);
comment on table yuan_operator is 'Banks that open wallets for others (运营机构)';

create table yuan_wallet (
  number text primary key check (number ~ '^[0-9]{16}$'),
  account uuid not null unique,
  operator text not null references yuan_operator (code),
  holder text not null,
  kind text not null check (kind in ('personal', 'corporate')),
  tier smallint check (tier between 1 and 4),
  parent text references yuan_wallet (number),
  label text not null,
  state text not null default 'open' check (state in ('open', 'frozen', 'closed')),
  single_minor bigint check (single_minor > 0),
  day_minor bigint check (day_minor > 0),
  opened_at_ms bigint not null,
  check ((kind = 'personal') = (tier is not null))
);
comment on column yuan_wallet.holder is 'The party of whoever holds it: person:, firm:, or the hub for the bureau';
comment on column yuan_wallet.account is 'The ledger''s number of its account';
comment on column yuan_wallet.single_minor is 'Of a sub-wallet: its own limit of a payment, in fen, beside those it inherits';
create index on yuan_wallet (holder);
create index on yuan_wallet (operator, opened_at_ms);
create index on yuan_wallet (parent) where parent is not null;

create table yuan_merchant (
  wallet text primary key references yuan_wallet (number),
  name_en text not null,
  name_zh text not null,
  category text not null,
  opened_at_ms bigint not null
);

create table yuan_order (
  id uuid primary key,
  merchant text not null references yuan_merchant (wallet),
  amount_minor bigint not null check (amount_minor > 0),
  reference text not null,
  made_at_ms bigint not null,
  expires_at_ms bigint not null
);
create index on yuan_order (merchant, made_at_ms);

create table yuan_refusal (
  id bigint generated always as identity primary key,
  action text not null,
  wallet text,
  code text not null,
  at_ms bigint not null
);
create index on yuan_refusal (at_ms);
comment on table yuan_refusal is 'What was refused of somebody''s money: codes only';

create table yuan_purse (
  id uuid primary key,
  area text not null,
  subject text not null,
  owner text references yuan_wallet (number),
  title_en text not null,
  title_zh text not null,
  purpose jsonb,
  returns_to_purse uuid references yuan_purse (id),
  returns_to_wallet text references yuan_wallet (number),
  expires_at_ms bigint,
  state text not null default 'open' check (state in ('open', 'closed')),
  opened_at_ms bigint not null,
  check (num_nonnulls(returns_to_purse, returns_to_wallet) = 1)
);
comment on table yuan_purse is 'Money under a purpose. What is in it, the ledger knows';
comment on column yuan_purse.owner is 'The wallet that may spend it; null where the purpose alone decides';
comment on column yuan_purse.purpose is 'Where a payment may take from it; null where none may';
create index on yuan_purse (owner, state);
create index on yuan_purse (area, subject);
create index on yuan_purse (expires_at_ms) where state = 'open' and expires_at_ms is not null;
