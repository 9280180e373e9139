/** Scheduled jobs, and the log of their runs. */
export const cronTables = `
create table cron_job (
  number integer primary key,
  account_id text not null,
  user_id text not null,
  job_id text not null,
  revision integer not null,
  wake_at integer,
  job text not null,
  unique (account_id, job_id)
);
create index cron_job_wake on cron_job (account_id, wake_at) where wake_at is not null;

create table cron_run (
  account_id text not null,
  user_id text not null,
  run_id text not null,
  job_id text not null,
  agent_id text not null,
  status text not null,
  delivery text not null,
  ended_at integer not null,
  text text not null,
  run text not null,
  primary key (account_id, run_id)
);
create index cron_run_job on cron_run (account_id, job_id, ended_at);
create index cron_run_ended on cron_run (account_id, ended_at);
`;
