create table ethics_member (
  id uuid primary key,
  account text not null unique,
  name text not null,
  field text not null check (field in ('industry', 'technology', 'law', 'security', 'academia')),
  employer_name text not null,
  employer_party text,
  made_at_ms bigint not null
);
comment on table ethics_member is 'Members of the ethics committee, whom everybody may know';
comment on column ethics_member.employer_party is 'The employer where it is a firm: its products are not theirs to review';

create table ethics_term (
  member uuid not null references ethics_member,
  from_on text not null check (from_on ~ '^\d{4}-\d{2}-\d{2}$'),
  until_on text not null check (until_on ~ '^\d{4}-\d{2}-\d{2}$' and until_on > from_on),
  office text not null check (office in ('member', 'deputy', 'chair')),
  primary key (member, from_on)
);
comment on table ethics_term is 'Terms of office; the last day is not part of it';

create table ethics_conflict (
  id uuid primary key,
  member uuid not null references ethics_member,
  firm text not null,
  kind text not null check (kind in ('employer', 'shares', 'adviser', 'kin', 'rival', 'other')),
  is_declared boolean not null,
  note text not null,
  at_ms bigint not null
);
comment on table ethics_conflict is 'Interests of members in firms, declared by them or found by the secretary';
create index on ethics_conflict (firm);

create table ethics_review (
  case_id uuid primary key,
  number text not null unique,
  firm text not null,
  firm_name text,
  product text,
  stage text,
  filed_at_ms bigint,
  outcome text check (outcome in ('agreed', 'conditional', 'refused')),
  opinion text,
  issued_at_ms bigint
);
comment on table ethics_review is 'Reviews as the committee keeps them; what comes after may come to be known first, so all but their firm is filled in bit by bit';
create index on ethics_review (firm);
create index on ethics_review (issued_at_ms desc, number) where issued_at_ms is not null;

create table ethics_voice (
  case_id uuid not null references ethics_review,
  hearing integer not null,
  seat integer not null,
  account text not null,
  verdict text not null check (verdict in ('for', 'against', 'abstain')),
  dissent text,
  is_named boolean not null,
  primary key (case_id, hearing, seat)
);
comment on table ethics_voice is 'Who was heard on a review and what they said; dissents alone are ever published';
comment on column ethics_voice.hearing is 'The number of the event that ended the hearing';

create table ethics_condition (
  case_id uuid not null references ethics_review,
  place integer not null,
  due_on text not null,
  what text not null,
  report text,
  reported_at_ms bigint,
  answer text,
  met_at_ms bigint,
  primary key (case_id, place)
);

create table ethics_breach (
  case_id uuid primary key,
  number text not null,
  firm text not null,
  firm_name text not null,
  article integer not null check (article between 1 and 9),
  measure text not null check (measure in ('advice', 'criticism', 'removal')),
  at_ms bigint not null
);
create index on ethics_breach (firm);

create table ethics_session (
  id uuid primary key,
  number integer generated always as identity unique,
  held_on text not null check (held_on ~ '^\d{4}-\d{2}-\d{2}$'),
  place_en text not null,
  place_zh text not null,
  agenda jsonb not null,
  state text not null default 'planned' check (state in ('planned', 'held', 'cancelled')),
  minutes text,
  check ((state = 'held') = (minutes is not null))
);
comment on column ethics_session.agenda is 'Items in both languages, in their order';

create table ethics_attendance (
  session uuid not null references ethics_session,
  member uuid not null references ethics_member,
  primary key (session, member)
);

create table ethics_declaration (
  version integer primary key,
  title_en text not null,
  title_zh text not null,
  articles jsonb not null,
  source_en text not null,
  source_zh text not null,
  hash text not null unique,
  adopted_at_ms bigint not null
);
comment on table ethics_declaration is 'The declaration of nine articles, in the versions in which it was adopted; none is ever changed';

create table ethics_signature (
  id text primary key,
  version integer not null references ethics_declaration,
  firm text not null,
  firm_name text not null,
  document jsonb not null,
  signed_at_ms bigint not null,
  ended_at_ms bigint,
  ending text check (ending in ('withdrawn', 'removed')),
  check ((ended_at_ms is null) = (ending is null))
);
create unique index on ethics_signature (firm, version) where ended_at_ms is null;

create table ethics_disclosure (
  firm text not null,
  year integer not null check (year between 2020 and 2999),
  revision integer not null check (revision > 0),
  firm_name text not null,
  heads jsonb not null,
  at_ms bigint not null,
  primary key (firm, year, revision)
);
comment on table ethics_disclosure is 'What firms disclose each year by the heads of JR/T 0258-2022; earlier revisions stay';

create table ethics_method (
  version integer primary key,
  weights jsonb not null,
  bands jsonb not null,
  breach_points jsonb not null,
  note_en text not null,
  note_zh text not null,
  adopted_at_ms bigint not null
);
comment on table ethics_method is 'How firms are rated, in the versions in which it was adopted: no standard or statute sets weights';
