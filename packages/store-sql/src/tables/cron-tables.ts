import { wakeAtOf } from '@homarus/jobs';
import type { CronJob, CronRun } from '@homarus/jobs';
import type { Generated } from 'kysely';

import { fromJson, orNull, toJson } from './columns.ts';

export interface CronJobTable {
  /** The order of making. */
  readonly number: Generated<number>;
  readonly account_id: string;
  readonly user_id: string;
  readonly job_id: string;
  /** Counts the changes, so that one that did not see the last one is noticed. */
  readonly revision: number;
  /** When the schedule has to look at it. */
  readonly wake_at: number | null;
  /** JSON of a {@link CronJob}. */
  readonly job: string;
}

export interface CronRunTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly run_id: string;
  readonly job_id: string;
  readonly agent_id: string;
  readonly status: string;
  readonly delivery: string;
  readonly ended_at: number;
  /** What searches look at. */
  readonly text: string;
  /** JSON of a {@link CronRun}. */
  readonly run: string;
}

export function toCronJobRow(job: CronJob, revision: number): Omit<CronJobTable, 'number'> {
  return {
    account_id: job.accountId,
    user_id: job.userId,
    job_id: job.id,
    revision,
    wake_at: orNull(wakeAtOf(job)),
    job: toJson(job),
  };
}

export function fromCronJobRow({ job }: Pick<CronJobTable, 'job'>): CronJob {
  return fromJson(job) as CronJob;
}

export function toCronRunRow(run: CronRun): CronRunTable {
  const { jobName, summary, error } = run;
  return {
    account_id: run.accountId,
    user_id: run.userId,
    run_id: run.runId,
    job_id: run.jobId,
    agent_id: run.agentId,
    status: run.status,
    delivery: run.delivery,
    ended_at: run.endedAt,
    text: [jobName, summary, error].filter((part) => part !== undefined).join('\n'),
    run: toJson(run),
  };
}

export function fromCronRunRow({ run }: Pick<CronRunTable, 'run'>): CronRun {
  return fromJson(run) as CronRun;
}
