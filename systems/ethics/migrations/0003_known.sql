create table ethics_firm (
  firm text primary key,
  name text not null,
  published_at_ms bigint not null
);
comment on table ethics_firm is 'Firms of which something was published: an opinion, a breach, a disclosure, a signature or its end';
comment on column ethics_firm.published_at_ms is 'When the latest of it was';
create index on ethics_firm (published_at_ms desc, firm desc);

insert into ethics_firm (firm, name, published_at_ms)
select distinct on (firm) firm, firm_name, at_ms from (
  select firm, firm_name, issued_at_ms as at_ms from ethics_review where issued_at_ms is not null
  union all
  select firm, firm_name, at_ms from ethics_breach
  union all
  select firm, firm_name, at_ms from ethics_disclosure
  union all
  select firm, firm_name, coalesce(ended_at_ms, signed_at_ms) from ethics_signature
) published
order by firm, at_ms desc;
