-- Supervision while a project runs: what is reported of it, what the public says, what is measured and where a bound is passed.
create table pilot_record (
  id uuid not null,
  version int not null,
  number text not null references pilot_project (number),
  kind text not null check (kind in ('disclosure', 'data', 'model', 'compensation', 'follow_up')),
  body jsonb not null,
  at_ms bigint not null,
  -- Of a model: whether its change was accepted, and what the review says.
  verdict text check (verdict in ('accepted', 'refused')),
  opinion text,
  reviewed_at_ms bigint,
  primary key (id, version)
);
comment on table pilot_record is 'A record that is put again is its next version: those before stay';
create index pilot_record_of on pilot_record (number, kind, at_ms desc);

create table pilot_indicator (
  number text not null references pilot_project (number),
  indicator text not null,
  title jsonb not null,
  unit text not null,
  bound text not null check (bound in ('at_most', 'at_least')),
  warn numeric(21, 6) not null,
  hard numeric(21, 6) not null,
  every_days int not null,
  halts boolean not null,
  primary key (number, indicator)
);
comment on column pilot_indicator.halts is 'Whether a value beyond the hard bound suspends the project at once';

create table pilot_reading (
  number text not null,
  indicator text not null,
  day date not null,
  value numeric(21, 6) not null,
  at_ms bigint not null,
  primary key (number, indicator, day),
  foreign key (number, indicator) references pilot_indicator (number, indicator)
);

create table pilot_alert (
  number text not null,
  indicator text not null,
  day date not null,
  level text not null check (level in ('warn', 'hard')),
  at_ms bigint not null,
  answer text,
  answered_at_ms bigint,
  primary key (number, indicator, day),
  foreign key (number, indicator, day) references pilot_reading (number, indicator, day)
);

create table pilot_comment (
  id uuid primary key,
  number text not null references pilot_project (number),
  body text not null,
  at_ms bigint not null,
  state text not null check (state in ('waiting', 'shown', 'hidden')),
  answer text,
  answered_at_ms bigint
);
create index pilot_comment_of on pilot_comment (number, at_ms desc);

create table pilot_complaint (
  reference text primary key,
  case_id uuid not null unique,
  secret_sha256 bytea not null,
  at_ms bigint not null
);
comment on table pilot_complaint is 'Complaints without an account: whoever has the secret follows one';
