import type { CronJob, CronRun, CronStatus, DeliveryStatus } from './cron-job.ts';

/** A job after a change, and the run that ended with it. */
export interface CronChange {
  /** Undefined: it goes, or stays away. */
  readonly job: CronJob | undefined;
  readonly run?: CronRun;
}

export interface CronRunQuery {
  readonly jobId?: string;
  readonly runId?: string;
  readonly agentId?: string;
  readonly userId?: string;
  readonly statuses?: readonly CronStatus[];
  readonly deliveries?: readonly DeliveryStatus[];
  /** Only runs with this text in their job's name, their answer or their error. */
  readonly text?: string;
  /** By the end of the run. Default `desc`. */
  readonly order?: 'asc' | 'desc';
  readonly limit: number;
  /** Default 0. */
  readonly offset?: number;
}

export interface CronRunPage {
  readonly runs: readonly CronRun[];
  /** How many fit, whatever the page. */
  readonly total: number;
}

/**
 * Where scheduled jobs and the log of their runs are kept. Every call names its account; what belongs
 * to another does not exist for it. Writes are durable when they resolve.
 *
 * Error: `unavailable` when the database cannot be reached.
 */
export interface CronStore {
  getJob(accountId: string, jobId: string): Promise<CronJob | undefined>;
  /** In the order in which they were made. */
  listJobs(accountId: string): Promise<readonly CronJob[]>;
  /**
   * Reads the job, asks what it is to be, and stores that, with the run that ended, as one step that
   * no other change of the job comes between. `change` gets undefined for a job that is not there; it
   * must be quick, may be called again, and has no effects of its own. Answers what it answered.
   */
  updateJob(
    accountId: string,
    jobId: string,
    change: (job: CronJob | undefined) => CronChange,
  ): Promise<CronJob | undefined>;
  /** Jobs whose {@link wakeAtOf} is not after `now`, the earliest first, at most `limit`. */
  listDue(accountId: string, now: number, limit: number): Promise<readonly CronJob[]>;
  /** The earliest {@link wakeAtOf}; undefined when nothing is planned. */
  nextWakeAt(accountId: string): Promise<number | undefined>;
  listRuns(accountId: string, query: CronRunQuery): Promise<CronRunPage>;
  /** Removes the job's runs but for the newest `keep`, and all of the account's that ended before. */
  trimRuns(
    accountId: string,
    limits: { readonly jobId: string; readonly keep: number; readonly endedBefore: number },
  ): Promise<void>;
}

/** When the schedule has to look at a job: at its next run, or whether its run still goes on. */
export function wakeAtOf({ enabled, state }: CronJob): number | undefined {
  return state.running?.checkAt ?? (enabled ? state.nextRunAt : undefined);
}
