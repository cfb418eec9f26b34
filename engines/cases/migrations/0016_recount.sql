-- Of which year's holidays on the terms of running cases have been counted anew: once a year, when its notice has come.
create table case_recount (known_to int primary key, at_ms bigint not null);
