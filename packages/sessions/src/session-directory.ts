import type { SessionFactsChange } from './session-facts.ts';
import type { SessionKind } from './session-key.ts';
import type { RunRecord, SessionRecord } from './session-records.ts';

/** Counts of a session that its store keeps up to date with every append. */
export interface SessionTally {
  /** User and assistant messages. */
  readonly messages: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The beginning of the first thing that its user said; see `summaryLength`. */
  readonly firstMessage: string | undefined;
  /** The beginning of the last thing that was said by either side. */
  readonly lastMessage: string | undefined;
  /** When its user last said something, Unix milliseconds. */
  readonly lastInteractionAt: number | undefined;
}

/** A session as a list shows it. */
export interface SessionOverview extends SessionRecord {
  readonly tally: SessionTally;
  readonly lastRun: RunRecord | undefined;
}

/** Filters, all of which have to hold; absent ones do not filter. */
export interface SessionQuery {
  readonly userId?: string;
  readonly agentId?: string;
  readonly kinds?: readonly SessionKind[];
  /** Part of the label, the key, or the first or last message; letters of either case. */
  readonly text?: string;
  readonly label?: string;
  readonly parentSessionKey?: string;
  /** Default: both. */
  readonly isArchived?: boolean;
  /** Unix milliseconds. */
  readonly updatedSince?: number;
  readonly hasInteraction?: boolean;
  /** Newest first; pinned sessions stand before the others. Default `updatedAt`. */
  readonly orderBy?: 'updatedAt' | 'lastInteractionAt';
  /** Default 100. */
  readonly limit?: number;
  /** Default 0. */
  readonly offset?: number;
}

export interface SessionPage {
  readonly sessions: readonly SessionOverview[];
  /** Of all pages. */
  readonly total: number;
}

export interface UsageQuery {
  readonly userId?: string;
  readonly agentId?: string;
  readonly sessionKey?: string;
  /** Runs that began in `[from, to)`, Unix milliseconds. Default: all. */
  readonly from?: number;
  readonly to?: number;
}

/** A quarter of an hour: every time zone's days begin at one. */
export const usageBucketMs = 900_000;

/** What the ended runs of one session with one model cost that began in one quarter of an hour. */
export interface UsageBucket {
  /** The quarter's beginning, Unix milliseconds. */
  readonly from: number;
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly agentId: string;
  readonly userId: string;
  /** Empty for a run that no model answered. */
  readonly provider: string;
  readonly model: string;
  readonly runs: number;
  readonly failedRuns: number;
  /** Calls of the model, and of tools. */
  readonly rounds: number;
  readonly toolCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** From the first run's start to the last one's end, Unix milliseconds. */
  readonly firstStartedAt: number;
  readonly lastEndedAt: number;
  /** All runs together, and the longest. */
  readonly durationMs: number;
  readonly longestMs: number;
}

/**
 * The current sessions of an account as a list, with what is known of each. As with the log, rows of
 * another account do not exist. Errors: `not_found` for a key without a session, `unavailable`.
 */
export interface SessionDirectory {
  listSessions(accountId: string, query: SessionQuery): Promise<SessionPage>;
  getOverview(accountId: string, key: string): Promise<SessionOverview | undefined>;
  /** All sessions that the key has had, the newest first; the removed ones too. */
  listByKey(accountId: string, key: string): Promise<readonly SessionRecord[]>;
  /** Changes the facts of the key's session in one step; `updatedAt` stays. */
  changeFacts(accountId: string, key: string, change: SessionFactsChange): Promise<SessionRecord>;
  /**
   * Takes the key's session out of the list; its log stays readable by its id. With `erase`, the log,
   * the runs and all earlier sessions of the key are gone. Answers the ids of the sessions that went,
   * the newest first; none when the key has none.
   */
  removeSession(
    accountId: string,
    key: string,
    options: { readonly erase: boolean },
  ): Promise<readonly string[]>;
  /** Ordered by the quarter. */
  readUsage(accountId: string, query: UsageQuery): Promise<readonly UsageBucket[]>;
}

export const emptyTally: SessionTally = {
  messages: 0,
  inputTokens: 0,
  outputTokens: 0,
  firstMessage: undefined,
  lastMessage: undefined,
  lastInteractionAt: undefined,
};
