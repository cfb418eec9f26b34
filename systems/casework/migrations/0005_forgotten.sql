-- What people keep of a case goes with its contents.
create function case_is_forgotten() returns trigger language plpgsql as $$
begin
  delete from case_watch where case_id = new.id;
  delete from case_objection where case_id = new.id;
  return null;
end $$;

create trigger case_is_forgotten after update of forgotten_at_ms on case_file
  for each row when (old.forgotten_at_ms is null and new.forgotten_at_ms is not null) execute function case_is_forgotten();
