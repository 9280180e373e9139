/** What the methods `cron.*` answer. Instants are Unix milliseconds. */

export type CronScheduleShape =
  | { readonly kind: 'at'; readonly at: string }
  | { readonly kind: 'every'; readonly everyMs: number; readonly anchorMs?: number }
  | { readonly kind: 'cron'; readonly expr: string; readonly tz?: string };

export type CronPayloadShape =
  | { readonly kind: 'systemEvent'; readonly text: string }
  | {
      readonly kind: 'agentTurn';
      readonly message: string;
      readonly model?: string;
      readonly toolsAllow?: readonly string[];
      readonly timeoutSeconds?: number;
    };

export type CronRunStatus = 'ok' | 'error' | 'skipped';

/** A scheduled job. */
export interface CronJobShape {
  readonly id: string;
  readonly agentId: string;
  readonly name: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly deleteAfterRun?: boolean;
  /** Left out when it is `once`. */
  readonly missed?: 'skip' | 'all';
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** For `expectedConfigRevision` of the next change. */
  readonly configRevision: string;
  readonly schedule: CronScheduleShape;
  readonly sessionTarget: string;
  readonly payload: CronPayloadShape;
  readonly delivery: { readonly mode: 'none' | 'announce' };
  readonly state: {
    readonly nextRunAtMs?: number;
    /** Since when it runs. */
    readonly runningAtMs?: number;
    readonly lastRunAtMs?: number;
    readonly lastRunStatus?: CronRunStatus;
    readonly lastError?: string;
    readonly lastDurationMs?: number;
    readonly consecutiveErrors: number;
  };
}

export interface CronListResult {
  readonly jobs: readonly CronJobShape[];
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  readonly hasMore: boolean;
  readonly nextOffset: number | null;
}

export interface CronStatusResult {
  readonly enabled: boolean;
  readonly jobs: number;
  /** Null when nothing is planned. */
  readonly nextWakeAtMs: number | null;
  /** Jobs whose last runs failed. */
  readonly failing: readonly {
    readonly id: string;
    readonly name: string;
    readonly consecutiveErrors: number;
    readonly error: string;
  }[];
}

/** A line of the run log. */
export interface CronRunShape {
  readonly ts: number;
  readonly jobId: string;
  readonly jobName: string;
  readonly status: CronRunStatus;
  readonly runId: string;
  readonly runAtMs: number;
  readonly durationMs: number;
  readonly delivered: boolean;
  readonly deliveryError?: string;
  readonly error?: string;
  readonly summary?: string;
  readonly sessionKey?: string;
  readonly usage?: { readonly total_tokens: number };
}

export interface CronRunsResult {
  /** Newest first. */
  readonly entries: readonly CronRunShape[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly nextOffset: number | null;
}

export type CronRunResult =
  | { readonly ok: true; readonly enqueued: true; readonly runId: string }
  | { readonly ok: true; readonly ran: false; readonly reason: string };

/** The payload of the event `cron`. */
export interface CronEventShape {
  readonly action: 'added' | 'updated' | 'removed' | 'started' | 'finished' | 'skipped';
  readonly jobId: string;
  /** As it is now; left out when it is gone. */
  readonly job?: CronJobShape;
}
