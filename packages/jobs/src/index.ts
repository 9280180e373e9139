export * from './cron-desk.ts';
export * from './cron-job.ts';
export { createCron } from './cron.ts';
export type { Cron, CronDeps, CronHealth, CronOptions } from './cron.ts';
export type { CronEvent } from './cron-event.ts';
export type { RunCron } from './cron-runs.ts';
export * from './cron-store.ts';
export * from './missed-runs.ts';
export * from './schedule.ts';
