-- When an agreement is looked at next: at the end that its terms set, and until what ran under an ended one has been ended.
alter table dataspace_agreement add column due_at timestamptz;
update dataspace_agreement set due_at = created_at;
create index dataspace_agreement_due on dataspace_agreement (due_at) where due_at is not null;
