-- A refund may come into a purse that is over, in the very moment in which it is ended: such purses are looked after for a while.
alter table yuan_purse add column watched_until_ms bigint;
comment on column yuan_purse.watched_until_ms is 'Money may come back into it until then: what does goes on to where it returns to';
create index on yuan_purse (watched_until_ms) where watched_until_ms is not null;
