-- Evidence of the journal: what was written down about its stretches in an evidence log, and what proofs are made of. The log is what
-- counts; these tables can be checked against it.

create table ledger_evidence (
  only_one boolean primary key default true check (only_one),
  journal text not null,
  seed bytea not null check (length(seed) = 32)
);

comment on column ledger_evidence.journal is 'What the journal is called in the log';
comment on column ledger_evidence.seed is 'What salts are made from: whoever has it can test guesses at entries whose hashes they have seen';

-- A stretch is all entries, and all accounts opened, after one moment up to another.
create table ledger_stretch (
  no int primary key,
  after bigint not null unique,
  until bigint not null unique check (until > after),
  leaf text not null
);

comment on column ledger_stretch.leaf is 'What stands in the log';

create table ledger_stretch_logged (
  no int primary key references ledger_stretch,
  log_index bigint not null unique
);

-- The tree of a stretch in blocks of 256 leaves: its entries by their timestamps, then its accounts.
create table ledger_stretch_block (
  stretch int not null references ledger_stretch deferrable initially deferred,
  no int not null,
  since bigint not null,
  root bytea not null,
  leaves bytea not null,
  primary key (stretch, no)
);

alter table ledger_stretch_block alter column leaves set storage external;
comment on column ledger_stretch_block.since is 'The timestamp of its first leaf';
comment on column ledger_stretch_block.leaves is 'Of each leaf its timestamp and the first four bytes of its hash, to find what was changed';

-- The last entry of every account as of the latest stretch, 256 accounts a page.
create table ledger_head_page (
  page int primary key,
  lasts bytea not null,
  root bytea not null
);

comment on column ledger_head_page.lasts is '8 bytes an account, the highest first; 0 where it has no entry';

create trigger ledger_stretch_no_change before update or delete or truncate on ledger_stretch for each statement execute function ledger_no_change();
create trigger ledger_stretch_logged_no_change before update or delete or truncate on ledger_stretch_logged for each statement execute function ledger_no_change();
create trigger ledger_stretch_block_no_change before update or delete or truncate on ledger_stretch_block for each statement execute function ledger_no_change();
