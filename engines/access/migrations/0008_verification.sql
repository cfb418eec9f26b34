-- What operators found out about firms that have accounts here. A firm may be vouched for elsewhere too: its key, by a registrar.
create table access_organization_check (
  party text primary key,
  uscc text not null,
  against text not null check (against in ('licence', 'register')),
  checked_by uuid not null references access_user,
  checked_at timestamptz not null
);

comment on column access_organization_check.against is 'Where the code was read: on the business licence, or in the public register';

-- Who invited outlives the invitation: whoever brought a firm in does not verify it.
alter table access_member add column invited_by uuid references access_user;
