-- At the hub: why money moves. The ledger knows the transfers, this knows the uses. Amounts are in fen, instants in milliseconds
-- since the Unix epoch, months in the city's time zone.

-- What the platform keeps of a price. A version is never changed; a new one begins later.
create table tariff (
  version integer primary key,
  from_ms bigint not null unique,
  fee_bp integer not null check (fee_bp between 0 and 10000)
);
insert into tariff (version, from_ms, fee_bp) values (1, 0, 500);

create table charge (
  -- The use document's own id; of a month of a subscription and of a correction a SHA-256 of what it is for.
  id text primary key,
  no bigint generated always as identity unique,
  kind text not null check (kind in ('use', 'month', 'correction')),
  contract_id text not null,
  product_id text,
  consumer text not null,
  provider text not null,
  job_id uuid,
  used_at_ms bigint not null,
  commitment text,
  log_index bigint,
  reason text not null,
  price_minor bigint not null,
  fee_minor bigint not null,
  tariff integer not null references tariff (version),
  corrects text references charge (id),
  state text not null check (
    state in ('free', 'awaiting', 'posting', 'paid', 'owing', 'owed', 'settling', 'stuck')
  ),
  -- What of it the ledger has still to move, or has set aside as a debt: the price, less what was corrected before it was paid.
  open_minor bigint not null,
  open_fee_minor bigint not null,
  -- Each asking of the ledger has ids of its own; a debt's transfers are found again by the number of theirs.
  tries integer not null default 0,
  owed_try integer,
  -- What the ledger was asked last, by the first of its transfers, and those of them that move the price.
  asked text,
  transfers text[] not null default '{}',
  -- Null while nobody knows whether there is a result to be paid for.
  booked_at_ms bigint,
  month text,
  due_at_ms bigint
);
create index charge_of_consumer on charge (consumer, month, no);
create index charge_of_provider on charge (provider, month, no);
create index charge_of_job on charge (job_id, provider);
create index charge_under_way on charge (state) where state not in ('free', 'paid', 'stuck');
-- However often a job was run: it is one use.
create unique index charge_once on charge (job_id, provider) where kind = 'use' and price_minor > 0;

create table money_movement (
  id uuid primary key,
  no bigint generated always as identity unique,
  kind text not null check (kind in ('top_up', 'payout')),
  party text not null,
  amount_minor bigint not null check (amount_minor > 0),
  reference text not null,
  state text not null check (
    state in ('posting', 'done', 'refused', 'asked', 'waiting', 'confirming', 'rejecting', 'rejected')
  ),
  asked text not null,
  asked_at_ms bigint not null,
  booked_at_ms bigint,
  month text
);
create index money_movement_of_party on money_movement (party, month, no);

create table line_dispute (
  -- The document's id.
  id text primary key,
  charge_id text not null,
  filed_at_ms bigint not null,
  state text not null check (
    state in ('inadmissible', 'new', 'holding', 'held', 'releasing', 'enforcing', 'ended', 'stuck')
  ),
  held_minor bigint not null default 0,
  asked text,
  award_id text,
  award_minor bigint
);
-- What was awarded is not heard again.
create unique index line_dispute_once on line_dispute (charge_id) where state <> 'inadmissible';
