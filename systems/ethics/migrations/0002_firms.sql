create index on ethics_signature (firm);
create index on ethics_condition (due_on, case_id, place) where met_at_ms is null;
