-- An approver may answer a contract with other terms; the terms stand here until the document that says so is signed.
alter table contract_decision
  add column terms jsonb,
  drop constraint contract_decision_decision_check,
  add constraint contract_decision_decision_check check (decision in ('approved', 'declined', 'countered')),
  add constraint contract_decision_terms_check check ((decision = 'countered') = (terms is not null));

-- What takes a contract's place is looked for whenever the contract's state is asked for.
create index document_previous on document ((signed #>> '{body,previous}')) where type = 'contract';

alter table overseen_contract
  drop constraint overseen_contract_standing_check,
  add constraint overseen_contract_standing_check
    check (standing in ('proposed', 'declined', 'ended', 'replaced', 'approved'));
