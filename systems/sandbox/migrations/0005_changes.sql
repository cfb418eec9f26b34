create table pilot_change (
  number text primary key,
  n bigint not null
);
comment on table pilot_change is 'How often what is kept of a project was changed: pages that were read at the same number still stand';

create function pilot_project_changed() returns trigger language plpgsql as $$
begin
  insert into pilot_change (number, n) values (coalesce(new.number, old.number), 1)
  on conflict (number) do update set n = pilot_change.n + 1;
  return null;
end
$$;

-- What is told of a number that is no project's, as a complaint may be, changes none.
create function pilot_changed() returns trigger language plpgsql as $$
begin
  update pilot_change set n = n + 1 where number = to_jsonb(coalesce(new, old)) ->> tg_argv[0];
  return null;
end
$$;

create trigger pilot_project_changes after insert or update or delete on pilot_project
  for each row execute function pilot_project_changed();
create trigger pilot_applicant_changes after insert or update or delete on pilot_applicant
  for each row execute function pilot_changed('number');
create trigger pilot_declaration_changes after insert or update or delete on pilot_declaration
  for each row execute function pilot_changed('number');
create trigger pilot_event_changes after insert or update or delete on pilot_event
  for each row execute function pilot_changed('number');
create trigger pilot_record_changes after insert or update or delete on pilot_record
  for each row execute function pilot_changed('number');
create trigger pilot_comment_changes after insert or update or delete on pilot_comment
  for each row execute function pilot_changed('number');
create trigger pilot_complaint_changes after insert or update or delete on pilot_complaint_course
  for each row execute function pilot_changed('project');

insert into pilot_change (number, n) select number, 1 from pilot_project;
