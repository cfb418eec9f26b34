-- A lender's own book: products, applications, decisions. Instants are milliseconds since the Unix epoch.

create table loan_product (
  id uuid primary key,
  terms jsonb not null,
  created_at_ms bigint not null
);

create table application (
  id uuid primary key,
  product_id uuid not null references loan_product (id),
  uscc text not null,
  signed jsonb not null,
  status text not null check (status in ('received', 'scoring', 'offered', 'refused', 'not_scored')),
  job_id uuid unique,
  decision jsonb,
  received_at_ms bigint not null,
  decided_at_ms bigint
);
create index application_by_uscc on application (uscc, id);
