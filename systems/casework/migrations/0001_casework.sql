-- What people keep of cases besides the cases themselves.
create table case_watch (
  account text not null,
  case_id uuid not null references case_file,
  primary key (account, case_id)
);
