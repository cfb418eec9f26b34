-- What a data set is called by its holder and when rows last went in. Rows loaded before stand without an entry here.
create table dataset (
  product uuid primary key,
  name text,
  loaded_at_ms bigint not null
);
