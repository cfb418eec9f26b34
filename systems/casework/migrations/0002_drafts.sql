-- Forms of cases that are half filled in: one for each step and side. What a seat writes is its own alone.
create table case_draft (
  case_id uuid not null references case_file,
  -- A step, or "opinion".
  step text not null,
  -- applicant, office, or seat:3.
  side text not null,
  -- Counts the savings: whoever saves says which one was read.
  revision integer not null,
  -- JSON as the form wrote it. As text: jsonb takes no NUL.
  value text not null,
  saved_by text not null,
  saved_at_ms bigint not null,
  -- By account, since when and when last somebody saved.
  editors jsonb not null,
  primary key (case_id, step, side)
);

-- A draft goes with what is made of it, in that very transaction, whoever writes it; and with the contents of its case.
create function case_draft_goes() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from case_draft d using happened h where d.case_id = h.case_id and h.body is null;
  else
    delete from case_draft d using happened h where d.case_id = h.case_id and (
      (h.body ->> 'type' = 'stepped' and d.step = h.body ->> 'step')
      or (h.body ->> 'type' = 'opined' and d.step = 'opinion' and d.side = 'seat:' || (h.body -> 'opinion' ->> 'seat')));
  end if;
  return null;
end $$;

create trigger case_draft_is_used after insert on case_event referencing new table as happened
  for each statement execute function case_draft_goes();
create trigger case_draft_is_forgotten after update on case_event referencing new table as happened
  for each statement execute function case_draft_goes();
