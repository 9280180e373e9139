import type { MissedPolicy } from './missed-runs.ts';
import type { Schedule } from './schedule.ts';

/** What a run says to the agent. */
export type CronPayload =
  /** Put into the main conversation as a turn. */
  | {
      readonly kind: 'systemEvent';
      readonly text: string;
      /** Names of tools, with `*`; absent: all that the agent has. */
      readonly toolsAllow?: readonly string[];
    }
  /** A turn in a conversation apart. */
  | {
      readonly kind: 'agentTurn';
      readonly message: string;
      /** `<provider>/<model>`, or the name of a configured model. Default: the agent's. */
      readonly model?: string;
      readonly toolsAllow?: readonly string[];
      /** Then the run is ended. Default: {@link defaultRunTimeoutMs}. */
      readonly timeoutSeconds?: number;
    };

/**
 * Where the runs take place: the agent's main conversation, a new conversation for each run, or one
 * that all runs go on with, by its session key.
 */
export type CronTarget = 'main' | 'isolated' | `session:${string}`;

/** Whether the answer of a run is told in the agent's main conversation. */
export interface CronDelivery {
  readonly mode: 'none' | 'announce';
}

/** What people and agents say of a job. */
export interface CronDraft {
  /** 1 to 200 characters. */
  readonly name: string;
  readonly description?: string;
  /** Whose memory and conversations the runs use. */
  readonly userId: string;
  readonly agentId: string;
  readonly enabled: boolean;
  readonly schedule: Schedule;
  /** Of a job that runs once: it goes when it ran well. */
  readonly deleteAfterRun: boolean;
  /** What becomes of runs whose time passed while nothing could run them. */
  readonly missed: MissedPolicy;
  readonly target: CronTarget;
  readonly payload: CronPayload;
  readonly delivery: CronDelivery;
  /** Kept for clients that ask: there are no heartbeats to wait for, a run begins at its time. */
  readonly wakeMode: 'now' | 'next-heartbeat';
}

/** A run that was started and has not ended. */
export interface RunningCron {
  readonly runId: string;
  /** The time that it is the run of; when it was asked for by hand, that moment. Unix milliseconds. */
  readonly runAt: number;
  readonly startedAt: number;
  /** Asked for by hand. */
  readonly isForced: boolean;
  /** When somebody has to see whether it is still in the queue. */
  readonly checkAt: number;
}

/** What the schedule knows of a job. Instants are Unix milliseconds. */
export interface CronState {
  /** The first run that was not started; absent when there is none, and while the job is disabled. */
  readonly nextRunAt?: number;
  readonly running?: RunningCron;
  readonly lastRunAt?: number;
  readonly lastStatus?: CronStatus;
  readonly lastError?: string;
  readonly lastDurationMs?: number;
  readonly lastDelivery?: DeliveryStatus;
  readonly lastDeliveryError?: string;
  /** Runs that failed since one went well. */
  readonly consecutiveErrors: number;
  readonly consecutiveSkipped: number;
}

export interface CronJob extends CronDraft {
  readonly accountId: string;
  /** `job_...` */
  readonly id: string;
  readonly createdAt: number;
  /** When its definition was changed. */
  readonly updatedAt: number;
  /** Counts the changes of its definition from 1; runs do not count. */
  readonly configRevision: number;
  readonly state: CronState;
}

export const cronStatuses = ['ok', 'error', 'skipped'] as const;
export type CronStatus = (typeof cronStatuses)[number];

export const deliveryStatuses = ['delivered', 'not-delivered', 'not-requested'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export interface CronUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a run came to. */
export interface CronOutcome {
  readonly status: CronStatus;
  /** What the agent answered. */
  readonly summary?: string;
  /** For a person: why it failed or was skipped. */
  readonly error?: string;
  readonly sessionKey?: string;
  readonly sessionId?: string;
  /** `<provider>/<model>` */
  readonly model?: string;
  readonly usage?: CronUsage;
  readonly delivery: DeliveryStatus;
  readonly deliveryError?: string;
}

/** A line of the run log. */
export interface CronRun extends CronOutcome {
  readonly accountId: string;
  readonly runId: string;
  readonly jobId: string;
  readonly jobName: string;
  readonly userId: string;
  readonly agentId: string;
  readonly runAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** How long a run may take where its job does not say. */
export const defaultRunTimeoutMs = 600_000;

/** The longest time that a job may ask for. */
export const maxRunTimeoutMs = 86_400_000;
