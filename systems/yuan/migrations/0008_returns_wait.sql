-- Money that goes back to a bank account is asked for again where the bank could not pay it.
alter table yuan_exchange
  add column return_try smallint not null default 1 check (return_try > 0),
  add column waits_for text;
comment on column yuan_exchange.return_try is 'How often its return was asked for';
comment on column yuan_exchange.waits_for is 'Of one that is returning: the bank''s code for why the last try did not come about; null while one is under way';
create index on yuan_exchange (asked_at_ms) where state = 'returning' and waits_for is not null;
