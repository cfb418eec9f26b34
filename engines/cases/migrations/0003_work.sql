-- Jobs of cases that are done for good. A job that is begun again after a crash finds itself here; its row goes
-- once the queue does not know the job any more.
create table case_job_done (
  key text primary key,
  at_ms bigint not null
);

create index case_job_done_at on case_job_done (at_ms);
