-- What people keep of cases besides the cases themselves.
create table case_watch (
  account text not null,
  case_id uuid not null references case_file,
  primary key (account, case_id)
);

-- A form that is half filled in. Whoever may take the step on one side shares it; a seat's is its own.
create table case_draft (
  case_id uuid not null references case_file,
  step text not null,
  side text not null,
  -- JSON, as the form wrote it.
  form text not null,
  revision integer not null,
  saved_by text not null,
  saved_at_ms bigint not null,
  primary key (case_id, step, side)
);
create index case_draft_saved on case_draft (saved_at_ms);
