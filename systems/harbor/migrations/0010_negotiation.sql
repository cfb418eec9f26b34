-- What this party's approver has decided on a contract; the node says so to the other side's connector whenever that asks.
create table contract_decision (
  contract_id text primary key,
  decision text not null check (decision in ('approved', 'declined')),
  reason text not null,
  decided_at_ms bigint not null
);
