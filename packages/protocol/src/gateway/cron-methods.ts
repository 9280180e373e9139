import type {
  CronAddResult,
  CronJobShape,
  CronListResult,
  CronRunResult,
  CronRunsResult,
  CronStatusResult,
} from './cron-results.ts';
import type {
  CronAddParams,
  CronJobParams,
  CronListParams,
  CronRunParams,
  CronRunsParams,
  CronUpdateParams,
} from './cron.ts';
import type { Method, Nothing, Shape } from './method-shape.ts';

/** Scheduled jobs. */
export interface CronMethods {
  readonly 'cron.list': Method<typeof CronListParams, CronListResult>;
  readonly 'cron.status': Shape<Nothing, CronStatusResult>;
  readonly 'cron.get': Method<typeof CronJobParams, CronJobShape>;
  readonly 'cron.add': Method<typeof CronAddParams, CronAddResult>;
  readonly 'cron.update': Method<typeof CronUpdateParams, CronJobShape>;
  readonly 'cron.remove': Method<
    typeof CronJobParams,
    { readonly ok: true; readonly removed: boolean }
  >;
  readonly 'cron.run': Method<typeof CronRunParams, CronRunResult>;
  readonly 'cron.runs': Method<typeof CronRunsParams, CronRunsResult>;
}
