-- A proposal's number, or the proposal that an answer is to.
alter table document add column proposal_id text;
create index document_by_proposal on document (proposal_id) where proposal_id is not null;
create index job_by_proposal on job ((request #>> '{plan,proposal}'));

-- Rows that an intersection gave this party, by the order of their codes; their columns stay in dataset_row.
create table job_row (
  job_id uuid not null references job (id),
  position integer not null,
  uscc text not null,
  -- Null where the join does not mark rows.
  common boolean,
  primary key (job_id, position)
);

-- Which firms all parties of a contract hold. Settled once all parties have said that they keep it: before, it is found again.
create table alignment (
  contract_id text primary key,
  session uuid not null,
  rows integer not null,
  settled boolean not null
);
create table aligned_firm (
  contract_id text not null references alignment (contract_id) on delete cascade,
  position integer not null,
  uscc text not null,
  primary key (contract_id, position)
);

-- What has been claimed of contracts' privacy budgets. A claim stands before the query's first byte; the secret never leaves.
create table privacy_claim (
  contract_id text not null,
  query text not null,
  plan text not null,
  epsilon_micro bigint not null,
  rho_micro bigint not null,
  limit_epsilon_micro bigint,
  limit_delta double precision,
  secret bytea not null,
  commitments jsonb,
  claimed_at_ms bigint not null,
  primary key (contract_id, query)
);

-- This party's share of each exact query's row set, to compare later ones with.
create table row_set (
  contract_id text not null,
  query text not null,
  session text not null,
  alignment text not null,
  rows integer not null,
  share bytea not null,
  at_all boolean not null,
  primary key (contract_id, query, session)
);
