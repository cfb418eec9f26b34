-- What was answered to a request with an Idempotency-Key; status and body are null while the first request still runs.
create table idempotency_key (
  scope text not null,
  key text not null,
  request_sha256 bytea not null,
  claimed_at timestamptz not null,
  status int,
  body text,
  primary key (scope, key)
);

create index idempotency_key_age on idempotency_key (claimed_at);
