-- Lanes do not wait for each other: what goes to a server that does not answer must not hold up everything else.
alter table outbox_message add column lane text not null default '';
