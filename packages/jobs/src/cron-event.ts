import type { CronJob, CronRun, RunningCron } from './cron-job.ts';

/** What happened to a job. `job` is as it is now, and absent when it is gone. */
export type CronEvent =
  | { readonly action: 'added' | 'updated'; readonly jobId: string; readonly job: CronJob }
  | { readonly action: 'removed'; readonly jobId: string; readonly job?: undefined }
  | {
      readonly action: 'started';
      readonly jobId: string;
      readonly job: CronJob;
      readonly running: RunningCron;
    }
  | {
      readonly action: 'finished' | 'skipped';
      readonly jobId: string;
      readonly job: CronJob | undefined;
      readonly run: CronRun;
    };

/** Hears what happened, in this process. Must not throw or wait. */
export type OnCronEvent = (event: CronEvent) => void;
