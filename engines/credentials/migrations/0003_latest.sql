-- Public certificates are listed, the latest first.
create index credential_latest on credential (issued_at_ms desc, number desc) where jwt is not null;
