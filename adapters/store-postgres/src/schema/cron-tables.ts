import type { Flavour } from '../database/flavour.ts';
import { guardedByAccount } from './row-security.ts';
import { text } from './text-column.ts';

const tables = `
create table cron_job (
  number bigserial primary key,
  account_id ${text} not null,
  user_id ${text} not null,
  job_id ${text} not null,
  revision bigint not null,
  wake_at bigint,
  job ${text} not null,
  unique (account_id, job_id)
);
create index cron_job_wake on cron_job (account_id, wake_at) where wake_at is not null;

create table cron_run (
  account_id ${text} not null,
  user_id ${text} not null,
  run_id ${text} not null,
  job_id ${text} not null,
  agent_id ${text} not null,
  status ${text} not null,
  delivery ${text} not null,
  ended_at bigint not null,
  text ${text} not null,
  run ${text} not null,
  primary key (account_id, run_id)
);
create index cron_run_job on cron_run (account_id, job_id, ended_at);
create index cron_run_ended on cron_run (account_id, ended_at);
`;

/** Scheduled jobs and the log of their runs, guarded as the other tables are. */
export function cronTables(flavour: Flavour): string {
  if (flavour === 'opengauss') return tables;
  return [tables, guardedByAccount('cron_job'), guardedByAccount('cron_run')].join('\n');
}
