-- The register of pilots: what was declared, where each project stands, and what has happened to it. Instants are milliseconds since the Unix epoch.
create table pilot_number (
  uscc text not null,
  year int not null,
  last int not null,
  primary key (uscc, year)
);
comment on table pilot_number is 'The last number that an institution was given in a year';

create table pilot_project (
  number text primary key check (number ~ '^[0-9A-Z]{18}-[0-9]{4}-[0-9]{4}$'),
  -- Of its admission.
  case_id uuid not null unique,
  track text not null check (track in ('banking', 'capital-market', 'joint')),
  batch text not null,
  party text not null,
  title text not null,
  stage text not null check (stage in ('announced', 'running', 'suspended', 'exiting', 'exited', 'stopped', 'refused', 'withdrawn')),
  announced_at_ms bigint not null,
  stage_at_ms bigint not null,
  -- The last day of testing.
  until date,
  -- The case that a request about it is held for.
  holder_case uuid
);
create index pilot_project_latest on pilot_project (announced_at_ms desc, number desc);

create table pilot_applicant (
  number text not null references pilot_project (number),
  at int not null,
  uscc text not null,
  name text not null,
  kind text not null check (kind in ('licensed', 'technology')),
  primary key (number, at)
);
create index pilot_applicant_of on pilot_applicant (uscc);

create table pilot_declaration (
  number text not null references pilot_project (number),
  version int not null,
  case_id uuid not null,
  declared jsonb not null,
  at_ms bigint not null,
  primary key (number, version)
);

create table pilot_event (
  number text not null references pilot_project (number),
  seq int not null,
  -- One thing happens once, however often it is reported.
  key text not null unique,
  kind text not null,
  stage text not null,
  reason text,
  by_account uuid,
  case_id uuid,
  at_ms bigint not null,
  primary key (number, seq)
);
comment on column pilot_event.by_account is 'Who decided it; null where a case did';
