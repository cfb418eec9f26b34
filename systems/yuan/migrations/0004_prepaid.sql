alter table yuan_purse add column account uuid unique;
comment on column yuan_purse.account is 'The ledger''s number of its account; null in those from before this was kept';

create table yuan_card_plan (
  id uuid primary key,
  merchant text not null references yuan_merchant (wallet),
  name_en text not null,
  name_zh text not null,
  price_minor bigint not null check (price_minor > 0),
  slices jsonb not null,
  valid_days integer not null check (valid_days between 1 and 1095),
  cooling_days integer not null check (cooling_days between 0 and 30),
  rules_en text not null,
  rules_zh text not null,
  state text not null default 'offered' check (state in ('offered', 'withdrawn')),
  made_at_ms bigint not null
);
comment on table yuan_card_plan is 'Prepaid cards that merchants offer. A plan never changes: what was bought is what it said';
comment on column yuan_card_plan.slices is 'What each slice is worth in fen, in digits; together the price';
create index on yuan_card_plan (merchant, made_at_ms);

create table yuan_card (
  id uuid primary key,
  number text not null,
  plan uuid not null references yuan_card_plan (id),
  merchant text not null references yuan_merchant (wallet),
  wallet text not null references yuan_wallet (number),
  purse uuid not null unique,
  price_minor bigint not null check (price_minor > 0),
  state text not null default 'buying' check (state in ('buying', 'open', 'ending', 'ended')),
  ending text check (ending in ('used', 'refunded', 'withdrawn', 'expired', 'insolvency')),
  weekly smallint check (weekly between 1 and 7),
  bought_at_ms bigint not null,
  valid_until_ms bigint not null,
  ended_at_ms bigint,
  returned_minor bigint check (returned_minor between 0 and price_minor),
  check ((state in ('ending', 'ended')) = (ending is not null)),
  check ((state = 'ended') = (ended_at_ms is not null and returned_minor is not null))
);
comment on table yuan_card is 'Prepaid cards. The money of one lies in its purse and is the consumer''s until a slice is released';
comment on column yuan_card.weekly is 'How many asks of a week confirm by themselves, where the consumer has said so';
comment on column yuan_card.returned_minor is 'What went back to the wallet at its end: the price without what was released';
create index on yuan_card (wallet, bought_at_ms);
create index on yuan_card (merchant, bought_at_ms);
create index on yuan_card (valid_until_ms) where state = 'open';
create index on yuan_card (bought_at_ms) where state in ('buying', 'ending');

create table yuan_card_ask (
  id uuid primary key,
  card uuid not null references yuan_card (id),
  merchant text not null,
  slice integer not null check (slice > 0),
  amount_minor bigint not null check (amount_minor > 0),
  asked_by text not null check (asked_by in ('merchant', 'consumer')),
  code text,
  state text not null check (state in ('asked', 'confirmed', 'released', 'declined', 'disputed', 'lapsed')),
  is_standing boolean not null,
  reason text check (reason in ('not_delivered', 'not_as_agreed', 'unknown', 'other')),
  asked_at_ms bigint not null,
  lapses_at_ms bigint not null,
  decided_at_ms bigint
);
comment on table yuan_card_ask is 'Asks for slices. Confirmed says that both sides want it: it is released as soon as the ledger has it';
create unique index on yuan_card_ask (card, slice) where state in ('asked', 'confirmed', 'released');
create unique index on yuan_card_ask (merchant, code) where state = 'asked' and code is not null;
create index on yuan_card_ask (card, slice);
create index on yuan_card_ask (merchant, asked_at_ms);
create index on yuan_card_ask (lapses_at_ms) where state in ('asked', 'confirmed');

create table yuan_prepaid_merchant (
  merchant text primary key references yuan_merchant (wallet),
  frozen_at_ms bigint,
  frozen_reason text,
  insolvent_at_ms bigint,
  insolvent_reason text,
  returned_at_ms bigint,
  check ((frozen_at_ms is null) = (frozen_reason is null)),
  check ((insolvent_at_ms is null) = (insolvent_reason is null))
);
comment on table yuan_prepaid_merchant is 'Merchants whose sales of prepaid cards the bureau has stopped';
comment on column yuan_prepaid_merchant.returned_at_ms is 'After an insolvency: when every unspent slice was back';
