create table dataspace_process (
  pid text primary key,
  kind text not null check (kind in ('negotiation', 'transfer')),
  role text not null check (role in ('consumer', 'provider')),
  peer text not null,
  peer_pid text,
  peer_address text not null,
  -- Whether the other side began it.
  is_theirs boolean not null,
  state text not null check (state in ('REQUESTED', 'OFFERED', 'ACCEPTED', 'AGREED', 'VERIFIED', 'FINALIZED',
    'STARTED', 'SUSPENDED', 'COMPLETED', 'TERMINATED')),
  -- The data set of a negotiation, the agreement of a transfer.
  about text not null,
  details jsonb not null,
  reason jsonb,
  version integer not null check (version > 0),
  -- The digest of the last message accepted from the other side, until a message of ours is acknowledged after it.
  last_in bytea,
  -- Set while the owner has not yet been asked after the last step: when another process may ask instead.
  turn_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
-- One process for each that the other side began, however often its first message arrives.
create unique index dataspace_process_theirs on dataspace_process (peer, kind, role, peer_pid) where is_theirs;
create index dataspace_process_turn on dataspace_process (turn_at) where turn_at is not null;
create index dataspace_process_list on dataspace_process (kind, created_at, pid);
create index dataspace_process_about on dataspace_process (about, kind);

create table dataspace_step (
  pid text not null references dataspace_process (pid) on delete cascade,
  no integer not null,
  message text not null,
  by_role text not null check (by_role in ('consumer', 'provider')),
  state text not null,
  reason jsonb,
  digest bytea,
  at timestamptz not null,
  primary key (pid, no)
);

-- At most one message of a process is under way.
create table dataspace_outbox (
  pid text primary key references dataspace_process (pid) on delete cascade,
  -- The version of its process that wrote it.
  no integer not null,
  message text not null,
  path text not null,
  body text not null,
  attempts integer not null default 0,
  -- When it is tried next, and while it is being tried, when another process may.
  due_at timestamptz not null
);
create index dataspace_outbox_due on dataspace_outbox (due_at);

create table dataspace_agreement (
  id text not null,
  peer text not null,
  role text not null check (role in ('consumer', 'provider')),
  dataset_id text not null,
  body jsonb not null,
  negotiation_pid text references dataspace_process (pid),
  created_at timestamptz not null,
  ended_at timestamptz,
  end_reason jsonb,
  primary key (id, peer, role)
);
