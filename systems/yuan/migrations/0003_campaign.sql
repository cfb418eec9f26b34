-- Campaigns: money of the bureau's or a bank's that goes to many by a rule everybody can recompute. What moved, only the ledger knows.
create table yuan_campaign (
  id uuid primary key,
  kind text not null check (kind in ('lottery', 'rush', 'discount', 'voucher', 'subsidy')),
  organiser text not null,
  operator text not null references yuan_operator (code),
  wallet text not null references yuan_wallet (number),
  title_en text not null,
  title_zh text not null,
  about_en text not null,
  about_zh text not null,
  terms jsonb not null,
  opens_at_ms bigint not null,
  closes_at_ms bigint not null,
  packets_until_ms bigint not null,
  state text not null default 'draft'
    check (state in ('draft', 'committed', 'open', 'closed', 'drawn', 'over', 'void')),
  void_why text,
  list_root text,
  log_index bigint,
  log_proof text,
  reveal_by_ms bigint,
  seed text,
  made_at_ms bigint not null,
  ended_at_ms bigint,
  check (opens_at_ms < closes_at_ms and closes_at_ms < packets_until_ms),
  check ((state = 'void') = (void_why is not null))
);
comment on column yuan_campaign.organiser is 'The party that pays: the hub for the bureau, or a bank that opens wallets';
comment on column yuan_campaign.list_root is 'Of the entries, or the head of the chain of asks, as it stands in the evidence log';
comment on column yuan_campaign.ended_at_ms is 'When all money was back or spent: nothing is left to do';
create index on yuan_campaign (state) where ended_at_ms is null;

create table yuan_draw_secret (
  campaign uuid not null references yuan_campaign (id),
  drawer text not null check (drawer in ('operator', 'bureau')),
  commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
  salt text,
  revealed text check (revealed ~ '^[0-9a-f]{64}$'),
  committed_at_ms bigint not null,
  revealed_at_ms bigint,
  primary key (campaign, drawer)
);
comment on column yuan_draw_secret.salt is 'What the process makes the secret from, with a key that is in no table; null where the drawer keeps it itself';

create table yuan_campaign_entry (
  campaign uuid not null references yuan_campaign (id),
  entry text not null check (entry ~ '^[0-9a-f]{64}$'),
  district text not null,
  wallet text not null references yuan_wallet (number),
  at_ms bigint not null,
  primary key (campaign, entry)
);
comment on column yuan_campaign_entry.entry is 'Stands for a person in this campaign only';

create table yuan_campaign_run (
  campaign uuid primary key references yuan_campaign (id),
  asks integer not null default 0,
  given integer not null default 0,
  given_in jsonb not null default '{}',
  head text not null check (head ~ '^[0-9a-f]{64}$')
);
comment on table yuan_campaign_run is 'Where a rush stands; its row is the lock by which processes take turns';

create table yuan_campaign_ask (
  campaign uuid not null references yuan_campaign (id),
  no integer not null check (no > 0),
  entry text not null check (entry ~ '^[0-9a-f]{64}$'),
  district text not null,
  at_ms bigint not null,
  amount_minor bigint check (amount_minor > 0),
  hash text not null,
  primary key (campaign, no),
  unique (campaign, entry)
);
comment on table yuan_campaign_ask is 'Who asked in a rush, in the order in which the server took them; each row''s hash covers the former';

create table yuan_packet (
  campaign uuid not null references yuan_campaign (id),
  no integer not null check (no > 0),
  entry text not null,
  wallet text not null references yuan_wallet (number),
  amount_minor bigint not null check (amount_minor > 0),
  state text not null default 'owed' check (state in ('owed', 'given', 'kept')),
  primary key (campaign, no),
  unique (campaign, entry)
);
comment on column yuan_packet.state is 'given: paid into the wallet; kept: it waits as money under a purpose';
create index on yuan_packet (campaign, no) where state = 'owed';

create table yuan_claim (
  id uuid primary key,
  campaign uuid not null references yuan_campaign (id),
  entry text not null,
  wallet text not null references yuan_wallet (number),
  dealer text references yuan_merchant (wallet),
  invoice text not null,
  price_minor bigint not null check (price_minor > 0),
  amount_minor bigint not null check (amount_minor > 0),
  state text not null default 'asked' check (state in ('asked', 'approved', 'paid', 'rejected')),
  why text,
  asked_at_ms bigint not null,
  decided_at_ms bigint
);
comment on column yuan_claim.dealer is 'Where the subsidy is a part of the price; null where it goes to the wallet';
create unique index on yuan_claim (campaign, entry) where state <> 'rejected';
create unique index on yuan_claim (campaign, invoice) where state <> 'rejected';
create index on yuan_claim (campaign, id);
