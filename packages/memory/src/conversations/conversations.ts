import type { IncomingMessage, StoredMessage } from '../message.ts';
import type { MessageCounts } from '../ports/conversation-store.ts';
import type { SessionArchive } from '../ports/memory-store.ts';
import type { Scope, SessionScope } from '../scope.ts';
import type { HandOver, Hit, LearningCounts } from '../service.ts';

export interface PrepareCompactionRequest {
  /** The window as the caller holds it; what is not stored yet is stored. */
  readonly messages?: readonly IncomingMessage[];
  readonly signal?: AbortSignal;
}

export interface PreparedCompactionResult {
  /** False when there is nothing to archive; the token is good all the same. */
  readonly prepared: boolean;
  /** For one call of `compact` in the same scope, until `expiresAt` (10 minutes). */
  readonly prepareToken: string;
  /** Messages that the compaction may archive. */
  readonly messagesPrepared: number;
  /** Memories that were added or changed by learning from them; the rest is learned later. */
  readonly memories: number;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

export interface CompactRequest {
  /** From `prepareCompaction`: its messages are archived and not learned from again. */
  readonly prepareToken?: string;
  /** The window as the caller holds it; what is not stored yet is stored. */
  readonly messages?: readonly IncomingMessage[];
  /**
   * What the summary and the messages that stay may have together. The latest ones stay, from a
   * user's message on, at most half of all. Default: none stay.
   */
  readonly tokenBudget?: number;
  /** Archives everything, whatever would fit. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
}

export interface CompactResult {
  readonly compacted: boolean;
  /** Why nothing was archived. */
  readonly reason?: 'empty';
  /** Of the session's last archive, which may be an older one; undefined when it has none. */
  readonly summary: string | undefined;
  readonly archiveUri: string | undefined;
  /** Estimated: the summary before and the messages past it; the summary after and what stays. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** The first message that is not archived; undefined when all are. */
  readonly firstKeptMessageId: string | undefined;
}

export interface SessionOverview extends MessageCounts {
  readonly sessionId: string;
  /** Messages that have not been learned from yet. */
  readonly pendingMessages: number;
  /** Messages that no archive covers. */
  readonly openMessages: number;
  /** Newest first, at most 100; the first takes in all others. */
  readonly archives: readonly SessionArchive[];
}

export interface SessionContext {
  /** Of the last archive, cut by whole lines to half the budget; empty without one. */
  readonly summary: string;
  readonly archiveUri: string | undefined;
  /** The latest that the archive does not cover, in order. */
  readonly messages: readonly StoredMessage[];
  /** Messages that no archive covers and that did not fit. */
  readonly omitted: number;
  readonly estimatedTokens: number;
}

export interface CommitResult extends LearningCounts {
  /** Messages that could not be learned from in time; a job does it. */
  readonly pendingMessages: number;
}

export interface PrefetchRequest {
  /** What will be asked, as far as it is known; or the latest messages. */
  readonly prompt?: string;
  readonly messages?: readonly IncomingMessage[];
  /** Candidates to answer; all that are found are buffered. Default 5. */
  readonly topK?: number;
  readonly signal?: AbortSignal;
}

export interface PrefetchResult {
  /** Its distinctive words, as one line. */
  readonly topic: string;
  readonly candidates: readonly Hit[];
  readonly buffered: number;
}

/** What this process keeps of a session, and what the store says beside it. */
export interface WorkingSetView {
  readonly sessionId: string;
  /** The distinctive words of the latest messages. */
  readonly topic: string;
  /** What the buffer was filled for; undefined when it is empty. */
  readonly bufferedTopic: string | undefined;
  readonly buffered: readonly Hit[];
  /** How often the buffer took the place of a search, and how often it did not fit. */
  readonly bufferHits: number;
  readonly bufferMisses: number;
  /** What was put into prompts, the latest last; messages have no revision. At most 500. */
  readonly injected: readonly { readonly id: string; readonly revision: number | undefined }[];
  /** Messages that have not been learned from yet, and their tokens. */
  readonly pendingMessages: number;
  readonly pendingTokens: number;
  /** Unix milliseconds; undefined for a session that nobody has seen. */
  readonly lastActivityAt: number | undefined;
}

/**
 * The lifecycle of a conversation. All methods are safe to repeat and to call at once, from several
 * processes too; archiving is one at a time for each session. Errors: `invalid_request`, `not_found`,
 * `conflict`, `unavailable`, `aborted`. None waits for a language model longer than its time limit.
 */
export interface Conversations {
  /**
   * Stores and learns from what would be lost with the window, then hands out a token for `compact`.
   * What cannot be learned in time is left to the queue.
   */
  prepareCompaction(
    scope: SessionScope,
    request?: PrepareCompactionRequest,
  ): Promise<PreparedCompactionResult>;
  /**
   * Archives what is past the last archive; its messages stay stored and findable. Without a token it
   * prepares first. Rejects with `conflict`, `details.reason` `used`, `foreign` or `expired`, for a
   * token that is not good.
   */
  compact(scope: SessionScope, request?: CompactRequest): Promise<CompactResult>;
  /**
   * Takes a transcript over, with its ids and dates; messages that are stored already, a whole
   * transcript sent again among them, are left as they are.
   */
  bootstrap(
    scope: SessionScope,
    request?: HandOver & { readonly messages?: readonly IncomingMessage[] },
  ): Promise<{ readonly imported: number }>;
  /** Undefined for a session without messages. */
  getSession(scope: SessionScope): Promise<SessionOverview | undefined>;
  /**
   * What a window needs to go on with a conversation, inside `tokenBudget` (default 4000). Rejects
   * with `not_found` for a session without messages.
   */
  context(
    scope: SessionScope,
    request?: { readonly tokenBudget?: number },
  ): Promise<SessionContext>;
  /** Learns now from what is new in the session. */
  commit(scope: SessionScope, request?: { readonly signal?: AbortSignal }): Promise<CommitResult>;
  /**
   * Searches for the expected next topic. The next `compose` of the session uses what was found, as
   * long as its prompt is about the same and no memory has changed; else it searches afresh.
   */
  prefetch(scope: SessionScope, request: PrefetchRequest): Promise<PrefetchResult>;
  sessionWorkingSet(scope: SessionScope): Promise<WorkingSetView>;
  /** Learns from what is new, in time or by a job, and lets the session's working set go. */
  dispose(
    scope: SessionScope,
    request?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly flushed: boolean }>;
  /**
   * Lets go of the working sets of the scope's agent that were idle for so long; what they have not
   * learned from yet is left to jobs. Resolves to the ids of their sessions, the longest idle first.
   */
  evictIdleSessions(
    scope: Scope,
    request: { readonly maxIdleSeconds: number },
  ): Promise<{ readonly evicted: readonly string[] }>;
}
