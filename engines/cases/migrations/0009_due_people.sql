-- Whose the cases are that are due soonest is read from the index, too.
drop index case_file_by_due;
create index case_file_by_due on case_file (procedure, state, due_sort, id) include (is_ended, assignee);
