-- How each product is offered, derived with its card. The words of cards are searched in memory now, which needs no trigrams of them;
-- cards are written anew at the next start.
drop table catalogue_word;
drop index product_card_title, product_card_names, product_card_told, product_card_facets;
delete from product_card;
create sequence product_card_revision;
alter table product_card
  add column state text not null check (state in ('listed', 'suspended', 'withdrawn', 'draft')),
  add column recheck_at_ms bigint,
  add column revision bigint not null unique default nextval('product_card_revision');
alter sequence product_card_revision owned by product_card.revision;
create index product_card_recheck on product_card (recheck_at_ms) where recheck_at_ms is not null;
create index product_card_state on product_card (state);

comment on column product_card.version is 'The version that is offered: the newest that may be contracted, or of those that may not the newest';
comment on column product_card.recheck_at_ms is 'When the clock alone may change how it is offered; null where only documents can';
comment on column product_card.revision is 'Counts up with each writing of any card, in the order of the commits';
comment on column product_card.title is 'Lower-case runs of characters between spaces; pinyin and its initials, too';
