-- A tier falls to what is still proven where what it was given upon is withdrawn or replaced.
alter table yuan_tier_change
  add column lost text check (lost in ('document', 'bank_account')),
  add column told_at_ms bigint;
comment on column yuan_tier_change.lost is 'What the tier was given upon and is gone: nobody asked for this change, or what waited ended with it';
create index on yuan_tier_change (id) where lost is not null and told_at_ms is null;
create index on yuan_wallet (number) where tier < 4 and parent is null and state <> 'closed';
