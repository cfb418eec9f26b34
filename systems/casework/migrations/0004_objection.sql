-- Which published case a case objects to: what its office looks at before it goes on.
create table case_objection (
  case_id uuid primary key references case_file,
  number text not null
);
create index case_objection_number on case_objection (number);
