/** What the methods `cron.*` and the event `cron` say. Instants are Unix milliseconds. */

export type CronStatusName = 'ok' | 'error' | 'skipped';
export type CronDeliveryStatus = 'delivered' | 'not-delivered' | 'not-requested';

export type CronScheduleShape =
  /** ISO 8601 */
  | { readonly kind: 'at'; readonly at: string }
  | { readonly kind: 'every'; readonly everyMs: number; readonly anchorMs: number }
  | { readonly kind: 'cron'; readonly expr: string; readonly tz: string };

export type CronPayloadShape =
  | {
      readonly kind: 'systemEvent';
      readonly text: string;
      readonly toolsAllow?: readonly string[];
    }
  | {
      readonly kind: 'agentTurn';
      readonly message: string;
      readonly model?: string;
      readonly toolsAllow?: readonly string[];
      readonly timeoutSeconds?: number;
    };

interface CronDeliveryFacts {
  readonly lastDelivered?: boolean;
  readonly lastDeliveryStatus?: CronDeliveryStatus;
  readonly lastDeliveryError?: string;
}

export interface CronStateShape extends CronDeliveryFacts {
  readonly nextRunAtMs?: number;
  /** When the run that goes on began. */
  readonly runningAtMs?: number;
  readonly lastRunAtMs?: number;
  readonly lastRunStatus?: CronStatusName;
  /** The same, as older clients read it. */
  readonly lastStatus?: CronStatusName;
  readonly lastError?: string;
  readonly lastDurationMs?: number;
  readonly consecutiveErrors: number;
  readonly consecutiveSkipped: number;
}

export interface CronJobShape extends CronDeliveryFacts {
  readonly id: string;
  readonly agentId: string;
  readonly name: string;
  readonly description?: string;
  readonly enabled: boolean;
  /** Of a job that runs once: it goes when it ran well. */
  readonly deleteAfterRun?: boolean;
  /** Absent where it is `once`. */
  readonly missed?: 'skip' | 'all';
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** For `expectedConfigRevision` of the next change. */
  readonly configRevision: string;
  readonly schedule: CronScheduleShape;
  /** `main`, `isolated`, or `session:<name>`. */
  readonly sessionTarget: string;
  readonly wakeMode: 'now' | 'next-heartbeat';
  readonly payload: CronPayloadShape;
  readonly delivery: { readonly mode: 'none' | 'announce' };
  readonly state: CronStateShape;
  readonly nextRunAtMs?: number;
  readonly lastRunAtMs?: number;
  readonly lastRunStatus?: CronStatusName;
  readonly lastRunError?: string;
}

/** What becomes of a job's answers, for a person. */
export interface CronDeliveryPreview {
  readonly label: string;
  readonly detail: string;
}

export interface CronAddResult extends CronJobShape {
  readonly deliveryPreview: CronDeliveryPreview;
}

interface Page {
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  readonly hasMore: boolean;
  readonly nextOffset: number | null;
}

export interface CronListResult extends Page {
  readonly jobs: readonly CronJobShape[];
  /** Another text whenever a job, or what is known of its runs, has changed. */
  readonly snapshotRevision: string;
  /** By the id of the job. */
  readonly deliveryPreviews: Readonly<Record<string, CronDeliveryPreview>>;
}

export interface CronStatusResult {
  readonly enabled: boolean;
  readonly triggersEnabled: boolean;
  readonly storePath: string;
  readonly storage: string;
  readonly sqlitePath: string;
  readonly jobs: number;
  readonly nextWakeAtMs: number | null;
  /** Jobs whose last run failed. */
  readonly failing: readonly {
    readonly id: string;
    readonly name: string;
    readonly consecutiveErrors: number;
    readonly error: string;
  }[];
}

/** Whether a run was started, and why not. */
export type CronRunResult =
  | {
      readonly ok: true;
      readonly enqueued: true;
      readonly runId: string;
      readonly processInstanceId: string;
    }
  | {
      readonly ok: true;
      readonly ran: false;
      readonly reason: 'not-due' | 'already-running' | 'disabled';
      readonly processInstanceId: string;
    };

/** A run that has ended. */
export interface CronRunShape {
  /** When it ended. */
  readonly ts: number;
  readonly jobId: string;
  readonly jobName: string;
  readonly action: 'finished' | 'skipped';
  readonly status: CronStatusName;
  readonly completionStatus?: 'succeeded' | 'failed';
  readonly delivered: boolean;
  readonly deliveryStatus: CronDeliveryStatus;
  readonly deliveryError?: string;
  readonly runId: string;
  /** The time that it was the run of. */
  readonly runAtMs: number;
  readonly durationMs: number;
  /** What the agent answered. */
  readonly summary?: string;
  readonly error?: string;
  readonly sessionId?: string;
  readonly sessionKey?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly usage?: {
    readonly input_tokens: number;
    readonly output_tokens: number;
    readonly total_tokens: number;
  };
}

export interface CronRunsResult extends Page {
  readonly entries: readonly CronRunShape[];
}

/** The payload of the event `cron`; `job` is as it is now, and absent when it is gone. */
export type CronEventPayload =
  | (CronEventJob & {
      readonly action: 'added' | 'updated' | 'removed';
      readonly jobId: string;
      readonly nextRunAtMs?: number;
    })
  | (CronEventJob & {
      readonly action: 'started';
      readonly jobId: string;
      readonly runId: string;
      readonly runAtMs: number;
    })
  | (CronEventJob & CronRunShape & { readonly nextRunAtMs?: number });

interface CronEventJob {
  readonly job?: CronJobShape;
}
