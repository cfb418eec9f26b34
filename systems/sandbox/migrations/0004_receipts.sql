-- Complaints without an account are followed as all such cases are.
insert into case_receipt (reference, case_id, secret_sha256) select reference, case_id, secret_sha256 from pilot_complaint;
drop table pilot_complaint;
