alter table yuan_purse add column account uuid unique;
comment on column yuan_purse.account is 'The ledger''s number of its account; null in those from before this was kept';
