-- Which messages were accepted, the last among them, is in the history.
alter table dataspace_process drop column last_in;
