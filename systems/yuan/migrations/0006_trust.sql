-- Who somebody is to their operator, who else may ask, and what is held back. What is known of people themselves lies in access's profile.
create table yuan_tier_change (
  id uuid primary key,
  wallet text not null references yuan_wallet (number),
  from_tier smallint not null check (from_tier between 1 and 4),
  to_tier smallint not null check (to_tier between 1 and 4),
  state text not null check (state in ('waiting', 'granted', 'refused')),
  waits_for text check (waits_for in ('age', 'bank_account', 'in_person')),
  refusal text,
  document_index bytea,
  asked_at_ms bigint not null,
  decided_at_ms bigint,
  decided_by uuid,
  check ((state = 'waiting') = (decided_at_ms is null))
);
comment on column yuan_tier_change.document_index is 'Keyed index of the document it rests on: whether the profile still holds the same one';
comment on column yuan_tier_change.decided_by is 'The teller''s account; null where the rules alone decided';
create index on yuan_tier_change (wallet, asked_at_ms);
create unique index on yuan_tier_change (wallet) where state = 'waiting';

create table yuan_inquiry (
  id uuid primary key,
  authority text not null,
  basis text not null,
  law text not null,
  article text not null,
  document text not null,
  reason text not null,
  subject_kind text not null check (subject_kind in ('wallet', 'payer', 'payee')),
  subject text not null,
  wallet text not null references yuan_wallet (number),
  with_identity boolean not null,
  from_ms bigint,
  until_ms bigint,
  asked_by uuid not null,
  asked_for uuid[] not null,
  asked_at_ms bigint not null,
  embargo_until_ms bigint not null,
  told_at_ms bigint,
  state text not null default 'open' check (state in ('open', 'checked', 'answered', 'refused')),
  checked_by uuid,
  checked_for uuid[],
  checked_at_ms bigint,
  decided_by uuid,
  decided_at_ms bigint,
  refusal text,
  check (with_identity or from_ms is not null),
  check ((from_ms is null) = (until_ms is null))
);
comment on table yuan_inquiry is 'Lawful requests (依法查询): who is behind a wallet or a payment. Answers are made when they are opened and kept nowhere';
comment on column yuan_inquiry.asked_for is 'Accounts whose lent role the asker used';
create index on yuan_inquiry (asked_by, asked_at_ms);
create index on yuan_inquiry (wallet);
create index on yuan_inquiry (asked_at_ms);
create index on yuan_inquiry (embargo_until_ms) where state = 'answered' and told_at_ms is null;

create table yuan_inquiry_opening (
  inquiry uuid not null references yuan_inquiry (id),
  at_ms bigint not null,
  number integer not null,
  primary key (inquiry, number)
);

create table yuan_freeze (
  id uuid primary key,
  wallet text not null references yuan_wallet (number),
  authority text not null,
  basis text not null,
  law text not null,
  article text not null,
  document text not null,
  until_ms bigint,
  ordered_by uuid not null,
  at_ms bigint not null,
  ended_at_ms bigint,
  ended_by uuid,
  end_reason text
);
comment on column yuan_freeze.ended_by is 'The teller''s account; null where its time was over';
create index on yuan_freeze (wallet) where ended_at_ms is null;
create index on yuan_freeze (until_ms) where ended_at_ms is null and until_ms is not null;
