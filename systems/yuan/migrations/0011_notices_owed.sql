-- What people are to be told of prepaid cards is owed until it was told, whoever is stopped in between.
alter table yuan_card
  add column sale_told_at_ms bigint,
  add column return_told_at_ms bigint;
alter table yuan_card_ask add column told_at_ms bigint;
-- What came about before this was kept has been told.
update yuan_card set sale_told_at_ms = bought_at_ms where state <> 'buying';
update yuan_card set return_told_at_ms = ended_at_ms where state = 'ended';
update yuan_card_ask set told_at_ms = asked_at_ms;
create index on yuan_card (id) where state <> 'buying' and sale_told_at_ms is null;
create index on yuan_card (id) where state = 'ended' and return_told_at_ms is null;
create index on yuan_card_ask (id) where state = 'asked' and told_at_ms is null;
