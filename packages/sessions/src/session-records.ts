import type { ModelMessage } from '@homarus/agent';

import type { SessionFacts } from './session-facts.ts';

/** The current conversation under a key. */
export interface SessionRecord {
  readonly accountId: string;
  /** `agent:<agentId>:<rest>`, unique in its account. */
  readonly key: string;
  /** `ses_...`; a reset gives the key a new one, the old stays readable. */
  readonly sessionId: string;
  readonly agentId: string;
  /** The person whose memory the session uses. */
  readonly userId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly facts: SessionFacts;
}

/** What a run's model calls cost, as the model counted; what it did not count is 0. */
export interface ModelUsage {
  /** Of the model that answered. */
  readonly provider: string;
  readonly model: string;
  /** All input, what came from a cache included. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** Calls of the model, and of tools. */
  readonly rounds: number;
  readonly toolCalls: number;
}

export type RunStatus = 'running' | 'done' | 'failed' | 'aborted';

/** One turn: from a person's message to the end of the answer. */
export interface RunRecord {
  readonly accountId: string;
  /** `run_...`, or the caller's idempotency key. */
  readonly runId: string;
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly agentId: string;
  readonly userId: string;
  readonly status: RunStatus;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** For a person, when it failed. */
  readonly error: string | undefined;
  /**
   * Whether the memory has acknowledged the turn, or another one than the gateway's own was to have it. A
   * run that ended without is handed over again.
   */
  readonly isRemembered: boolean;
  /** Of a run that has ended and asked a model. */
  readonly usage: ModelUsage | undefined;
}

/** One line of a session's log; never changed once written. */
export interface SessionEntry {
  /** Place in the session, counted from 0 without gaps. Assigned by the store. */
  readonly position: number;
  readonly sessionId: string;
  readonly runId: string | undefined;
  readonly createdAt: number;
  /**
   * A user, assistant or tool message, as the model port writes them; a system message is a
   * compaction, see `compactionOf`. JSON only: binary data is base64.
   */
  readonly message: ModelMessage;
  /** True for text that memory must not learn from or find again: replies of the offline model. */
  readonly isEcho: boolean;
}

export type NewSessionEntry = Omit<SessionEntry, 'position' | 'sessionId'>;

export interface RunEnd {
  readonly runId: string;
  readonly status: Exclude<RunStatus, 'running'>;
  readonly endedAt: number;
  readonly error?: string;
  readonly isRemembered: boolean;
  readonly usage?: ModelUsage;
}
