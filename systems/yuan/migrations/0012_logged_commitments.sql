-- Where in the evidence log a side's commitment stands, from when it was made.
alter table yuan_draw_secret add column log_index bigint;
comment on column yuan_draw_secret.log_index is 'Null until the entry is in a checkpoint that others have co-signed';
create index on yuan_draw_secret (campaign) where log_index is null;
