-- The audit trail. Rows are added and never changed: not by the program, which has no statement for it, and not by a slip of a hand,
-- which the triggers refuse. What a determined owner of the database could still do, the seals show: each is the head of a hash chain
-- over all rows, committed to the harbor's evidence log, which others co-sign.
create table audit_event (
  seq bigint generated always as identity primary key,
  -- The writing transaction: rows become visible in another order than their numbers, and the seals must skip none.
  xid bigint not null default pg_current_xact_id()::text::bigint,
  at timestamptz not null,
  request_id uuid not null,
  phase text not null check (phase in ('begun', 'done')),
  action text not null,
  actor text not null,
  party text not null,
  roles text[] not null,
  facts jsonb not null,
  objects text[] not null,
  status int,
  code text
);

comment on column audit_event.actor is 'account:<id>, key:<public key>, or public';
comment on column audit_event.facts is 'Parameters of the address and what the call was about: ids and codes, no contents';
comment on column audit_event.objects is 'The values of facts, to be searched for';

create index audit_event_order on audit_event (xid, seq);
create index audit_event_request on audit_event (request_id);
create index audit_event_action on audit_event (action, seq);
create index audit_event_actor on audit_event (actor, seq);
create index audit_event_objects on audit_event using gin (objects);

-- Where a call came from: personal data with an end of its own, so it stands beside the trail and in no seal.
create table audit_source (
  request_id uuid primary key,
  address text not null,
  at timestamptz not null
);

create index audit_source_at on audit_source (at);

create table audit_seal (
  seal bigint primary key,
  last_xid bigint not null,
  last_seq bigint not null,
  row_count bigint not null,
  head text not null,
  salt text not null,
  sealed_at timestamptz not null
);

comment on column audit_seal.row_count is 'Rows under this seal and all before it';
comment on column audit_seal.head is 'SHA-256 chain over all rows so far, hex';

-- The seal''s entry in the evidence log, written down when the log has it.
create table audit_anchor (
  seal bigint primary key references audit_seal,
  log_index bigint not null,
  proof text not null,
  at timestamptz not null
);

create function audit_unchangeable() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is only ever added to';
end $$;

create trigger audit_event_unchangeable before update or delete or truncate on audit_event execute function audit_unchangeable();
create trigger audit_seal_unchangeable before update or delete or truncate on audit_seal execute function audit_unchangeable();
create trigger audit_anchor_unchangeable before update or delete or truncate on audit_anchor execute function audit_unchangeable();
