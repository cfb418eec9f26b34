-- An order that its shop ended is another thing than one whose time is over.
alter table yuan_order add column ended_at_ms bigint;
comment on column yuan_order.ended_at_ms is 'When the shop ended it before its time; null where it did not';
