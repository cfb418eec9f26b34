-- What the public side of the pilot keeps. Instants are milliseconds since the Unix epoch.
create table pilot_complaint_course (
  case_id uuid primary key,
  reference text not null unique,
  -- As it was written: it may be no project's.
  project text not null,
  filed_at_ms bigint,
  answered_at_ms bigint,
  ended_at_ms bigint,
  outcome text check (outcome in ('closed', 'dismissed', 'withdrawn')),
  published text
);
comment on table pilot_complaint_course is 'When a complaint was filed, answered and ended, and what is published of it; never what it says or who made it';
create index pilot_complaint_course_of on pilot_complaint_course (project);

create table pilot_follow (
  number text not null references pilot_project (number),
  account uuid not null,
  since_ms bigint not null,
  -- Of what is new up to here they were told.
  told_ms bigint not null,
  primary key (account, number)
);
comment on table pilot_follow is 'Who asked to be told of a project';
create index pilot_follow_of on pilot_follow (number);

create table pilot_told (
  key text primary key,
  at_ms bigint not null
);
comment on table pilot_told is 'Reminders that have gone out: each goes out once, however long ago';

alter table pilot_indicator add column since_ms bigint not null default 0;
comment on column pilot_indicator.since_ms is 'Since when it is agreed on: the first report is due one rhythm later';

create index pilot_event_latest on pilot_event (at_ms);
