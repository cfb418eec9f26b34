-- Files of cases, by the SHA-256 of their bytes; each upload has its own row and its own pieces, so that none is ever in another's way.
create table case_attachment (
  id uuid primary key,
  case_id uuid not null references case_file,
  -- Null until all of it is here.
  sha256 bytea,
  -- As much as was announced, until all of it is here.
  bytes integer not null,
  -- Since when somebody is at work on it; null where it rests. A row that rests is there as long as a document of its case names its hash.
  busy_since_ms bigint
);

create index case_attachment_of_case on case_attachment (case_id, sha256);
create index case_attachment_busy on case_attachment (busy_since_ms) where busy_since_ms is not null;

create table case_attachment_piece (
  attachment uuid not null references case_attachment on delete cascade,
  nth integer not null,
  piece bytea not null,
  primary key (attachment, nth)
);

-- What is attached is compressed already.
alter table case_attachment_piece alter column piece set storage external;
