-- Who is at a provider to prove again who they are: not to sign in, and not to link.
alter table access_outside_attempt add column proves boolean not null default false;

-- Nothing of what a provider signed is kept: sign-out there goes by the client's name, not by a token in an address.
alter table access_outside_session drop column id_token;
