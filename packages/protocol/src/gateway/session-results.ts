import type { SessionMessage } from './chat.ts';

/** A session in a list. Instants are Unix milliseconds. */
export interface SessionRow {
  readonly key: string;
  readonly sessionId: string;
  readonly agentId: string;
  /** Its label, else what was said first in it, else its key. */
  readonly displayName: string;
  readonly label?: string;
  readonly derivedTitle?: string;
  readonly lastMessagePreview?: string;
  readonly kind: 'direct' | 'group';
  /** What the key says: `main`, `direct`, `group`, `cron`, `subagent`. */
  readonly classification: string;
  readonly isMain: boolean;
  readonly isBackground: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly lastActivityAt: number;
  readonly lastInteractionAt?: number;
  readonly archived: boolean;
  readonly pinned: boolean;
  readonly unread: boolean;
  readonly messageCount: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  readonly contextTokens: number;
  readonly estimatedCostUsd?: number;
  readonly modelProvider: string;
  readonly model: string;
  readonly effectiveQueueMode: string;
  readonly lastRunId?: string;
  readonly status?: 'running' | 'done' | 'failed' | 'killed';
  readonly abortedLastRun: boolean;
  readonly lastRunError?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly runtimeMs?: number;
}

/** What a change of a session answers of it. */
export interface SessionEntryShape {
  readonly sessionId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly label?: string;
}

export interface SessionsListResult {
  readonly ts: number;
  readonly count: number;
  readonly totalCount: number;
  readonly offset: number;
  readonly hasMore: boolean;
  readonly nextOffset: number | null;
  /** What a session without settings of its own has. */
  readonly defaults: {
    readonly modelProvider: string;
    readonly model: string;
    readonly contextTokens: number;
  };
  readonly sessions: readonly SessionRow[];
}

export interface SessionChangedResult {
  readonly ok: true;
  readonly key: string;
  readonly entry: SessionEntryShape;
  readonly resolved: { readonly modelProvider: string; readonly model: string };
}

export interface SessionsCreateResult extends SessionChangedResult {
  readonly sessionId: string;
  readonly runStarted: boolean;
  readonly runId?: string;
}

export interface SessionsPreviewResult {
  readonly ts: number;
  readonly previews: readonly {
    readonly key: string;
    readonly status: 'ok' | 'empty' | 'missing';
    readonly items: readonly { readonly role: string; readonly text: string }[];
  }[];
}

export interface SessionsGetResult {
  readonly key: string;
  readonly sessionId: string;
  readonly messages: readonly SessionMessage[];
  /** `before` of the page before this one; null on the first. */
  readonly nextBefore: number | null;
  /** All sessions that the key had. */
  readonly sessions: readonly SessionEntryShape[];
}

export interface SessionsDeleteResult {
  readonly ok: true;
  readonly key: string;
  readonly deleted: boolean;
  /** Ids under which the logs can still be read. */
  readonly archived: readonly string[];
  /** With `forgetLearned`: how many memories were forgotten. */
  readonly forgotten?: number;
}

export interface SessionsCompactResult {
  readonly ok: true;
  readonly key: string;
  /** False when there was nothing to compact. */
  readonly compacted: boolean;
  readonly reason?: string;
  readonly result?: {
    readonly summary: string;
    readonly firstKeptEntryId: string;
    readonly tokensBefore: number;
    readonly tokensAfter?: number;
  };
}

export interface SessionsAbortResult {
  readonly ok: true;
  readonly abortedRunId: string | null;
  readonly runIds: readonly string[];
  readonly status: 'aborted' | 'no-active-run';
}

export interface SessionsSearchResult {
  readonly results: readonly {
    readonly sessionKey: string;
    readonly sessionId: string;
    readonly messageId: string;
    readonly role: 'user' | 'assistant';
    readonly timestamp: number;
    readonly snippet: string;
    readonly score: number;
  }[];
  /** Turns that have just ended may not be found yet. */
  readonly indexing: boolean;
  readonly truncated: boolean;
}

export type SessionsResolveResult =
  | {
      readonly ok: true;
      readonly key: string;
      readonly agentId: string;
      readonly displayName?: string;
    }
  | { readonly ok: false; readonly candidates?: readonly { readonly key: string }[] };

/** Sums of tokens, and what they cost in US dollars. */
export interface UsageTotalsShape {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly totalTokens: number;
  readonly totalCost: number;
}

export interface SessionsUsageResult {
  readonly updatedAt: number;
  /** `2026-11-21`; both days are counted. */
  readonly startDate: string;
  readonly endDate: string;
  readonly sessions: readonly {
    readonly key: string;
    readonly sessionId?: string;
    readonly agentId?: string;
    readonly updatedAt: number;
    readonly model?: string;
    readonly usage: UsageTotalsShape;
  }[];
  readonly totals: UsageTotalsShape;
  readonly aggregates: {
    readonly sessionCount: number;
    readonly daily: readonly {
      readonly date: string;
      readonly tokens: number;
      readonly cost: number;
      readonly messages: number;
    }[];
  };
}

/** What was used day by day, over all sessions. */
export interface UsageCostResult {
  readonly updatedAt: number;
  /** In the range, with and without use. */
  readonly days: number;
  /** Days with use, in order. */
  readonly daily: readonly (UsageTotalsShape & { readonly date: string })[];
  readonly totals: UsageTotalsShape;
}

/** The payload of `sessions.changed`: the row as it is now, without one when the session is gone. */
export interface SessionsChangedEvent extends Partial<SessionRow> {
  readonly sessionKey: string;
  readonly reason: 'create' | 'patch' | 'reset' | 'delete' | 'compact' | 'turn';
  /** The session that a reset or a deletion has ended. */
  readonly previousSessionId?: string;
  readonly ts: number;
}
