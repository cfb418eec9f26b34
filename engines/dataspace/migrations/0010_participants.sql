-- Tokens that were accepted, until they have run out: none is accepted twice, not even after a restart or by another process.
create table dataspace_replay (
  issuer text not null,
  jti text not null,
  expires_at timestamptz not null,
  primary key (issuer, jti)
);

create index on dataspace_replay (expires_at);

-- At the data space's authority: the memberships it has issued. A place in the list is never given to another.
create table dataspace_membership (
  id uuid primary key,
  holder text not null,
  position int not null unique,
  credential text not null,
  issued_at timestamptz not null,
  valid_until timestamptz not null,
  revoked_at timestamptz
);

create index on dataspace_membership (holder, issued_at);

comment on column dataspace_membership.position is 'Place in the status list (Bitstring Status List v1.0)';

-- At a participant: the credentials it holds.
create table dataspace_held_credential (
  id text primary key,
  type text not null,
  credential text not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null
);

create index on dataspace_held_credential (type, valid_until);
