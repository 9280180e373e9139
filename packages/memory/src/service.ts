import type { HealthIssue } from '@homarus/base';

import type { CategoryFilter, MemoryCategory, MessageCategory } from './category.ts';
import type { IncomingMessage, StoredMessage } from './message.ts';
import type { MemoryRecord } from './record.ts';
import type { Scope, SessionScope } from './scope.ts';

export const searchLanes = ['lexical', 'context', 'session', 'time', 'entity', 'vector'] as const;

export type SearchLane = (typeof searchLanes)[number];

/** Why one lane put a hit where it did. */
export interface LaneTrace {
  readonly lane: SearchLane;
  /** Counts from 1. */
  readonly rank: number;
  readonly score: number;
}

/** One found thing: a memory or a verbatim message. */
export interface Hit {
  /** {@link MemoryRecord.id} or {@link StoredMessage.id}. */
  readonly id: string;
  readonly uri: string;
  readonly category: MemoryCategory | MessageCategory;
  readonly abstract: string;
  readonly text: string;
  /** 0..1: 1 is as good as this query can be answered. Comparable within one answer only. */
  readonly score: number;
  readonly createdAt: number;
  readonly sessionId: string | undefined;
  /** Who spoke, for a message. */
  readonly name: string | undefined;
  /** 0..1, of a memory; a message has none. */
  readonly importance: number | undefined;
  /** A message's own id; a memory's sources. */
  readonly sourceMessageIds: readonly string[];
  readonly lanes: readonly LaneTrace[];
}

export interface SearchOptions {
  /** Default 30, at most 200. */
  readonly limit?: number;
  /** Default: memories and messages. */
  readonly categories?: readonly CategoryFilter[];
  /** Only this conversation. */
  readonly sessionId?: string;
  /** Unix milliseconds, inclusive and exclusive. */
  readonly timeFrom?: number;
  readonly timeTo?: number;
  /**
   * What was known at this instant, Unix milliseconds: what was recorded by then and not superseded
   * or deleted by then, though it may be so now. Memories are found by the words they have now (or had
   * last) and answered in the words of then. Default: what is known now.
   */
  readonly asOf?: number;
  /** Hits below are dropped. Default 0. */
  readonly minScore?: number;
  readonly trace?: boolean;
  readonly signal?: AbortSignal;
}

export interface SearchTrace {
  /** The query's tokens with their weights, those added by feedback included. */
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
  readonly candidates: number;
  /** How many of the candidates each step dropped, by its name. */
  readonly dropped: Readonly<Record<string, number>>;
  /** What the vector lane did; absent without an embedding model. */
  readonly vector?: VectorTrace;
}

/** Whether vectors took part in a search, in which space and how much they count (0..1), or why not. */
export type VectorTrace =
  | {
      readonly status: 'used';
      readonly space: string;
      readonly model: string;
      readonly confidence: number;
    }
  | { readonly status: 'skipped'; readonly reason: string };

export interface SearchResult {
  readonly hits: readonly Hit[];
  /** True when nothing stored is relevant; `hits` is empty then. */
  readonly abstained: boolean;
  readonly tookMs: number;
  readonly trace?: SearchTrace;
}

export const memoryLayers = ['profile', 'archive', 'session_state', 'working_set'] as const;

export type MemoryLayer = (typeof memoryLayers)[number];

export interface ComposeRequest {
  /** The window as the caller holds it; what stands in it is not recalled again. */
  readonly messages: readonly IncomingMessage[];
  /** What is asked now. */
  readonly prompt: string;
  /** For all layers together. Default 2000. */
  readonly tokenBudget?: number;
  readonly trace?: boolean;
  readonly signal?: AbortSignal;
}

export interface LayerMessage {
  readonly role: 'system';
  readonly layer: MemoryLayer;
  readonly content: string;
  readonly tokens: number;
}

export interface ComposeResult {
  /** One for each layer that has something to say, in order of {@link memoryLayers}. */
  readonly systemMessages: readonly LayerMessage[];
  /** The caller's messages, unchanged. */
  readonly messages: readonly IncomingMessage[];
  /** All layers as one fenced text; empty when there is nothing. */
  readonly systemPromptAddition: string;
  /** Of `systemPromptAddition` and `messages` together. */
  readonly estimatedTokens: number;
  readonly hits: readonly Hit[];
  readonly abstained: boolean;
  readonly tookMs: number;
  readonly trace?: SearchTrace;
}

export interface Turn {
  readonly messages: readonly IncomingMessage[];
  /** Makes the call idempotent. Without it, messages that repeat the stored tail are duplicates. */
  readonly turnId?: string;
  /** How many of `messages`, from the first on, were there before the turn. Default 0. */
  readonly prePromptMessageCount?: number;
  /** Kept, but not learned from. */
  readonly isHeartbeat?: boolean;
  /** Waits until the turn has been learned from. */
  readonly wait?: boolean;
  /** See {@link HandOver.sentAt}. */
  readonly sentAt?: number;
}

/** How messages come to the memory. */
export interface HandOver {
  /**
   * When they were first handed over, Unix milliseconds, for who keeps them and sends them again (an
   * outbox). With it, what is older than the erasure of its person is refused: `conflict`,
   * `details.reason` `erased`. Without it they are taken: old messages may be imported anew.
   */
  readonly sentAt?: number;
}

export interface LearningCounts {
  readonly added: number;
  readonly updated: number;
  readonly superseded: number;
  readonly skipped: number;
}

export interface AfterTurnResult {
  readonly status: 'committed' | 'duplicate';
  /** Messages that were not stored before. */
  readonly stored: number;
  /** The job that learns from the turn; undefined when there is nothing to learn. */
  readonly jobId: string | undefined;
  /** With {@link Turn.wait}. */
  readonly learned?: LearningCounts;
  /** The service could not be reached: the turn is durable on this side, and arrives later. */
  readonly isDeferred?: true;
}

export interface IngestResult {
  readonly ingested: number;
  readonly duplicates: number;
  /** As in {@link AfterTurnResult}. */
  readonly isDeferred?: true;
}

export interface RememberRequest {
  readonly text: string;
  /** 0..1, default 0.7. */
  readonly importance?: number;
  /** Default `user_memory_fact`. */
  readonly category?: MemoryCategory;
  /**
   * When it was said, Unix milliseconds: relative dates are meant from then, and what was said later
   * stays. Default, and at the latest: now.
   */
  readonly saidAt?: number;
}

export interface RememberResult {
  readonly action: 'created' | 'updated';
  readonly id: string;
}

/** The service could not be reached: what was asked for is durable on this side, and arrives later. */
export interface Queued {
  readonly action: 'queued';
}

export interface ForgetCandidate {
  readonly id: string;
  readonly text: string;
  readonly category: MemoryCategory;
  readonly score: number;
}

export type ForgetRequest = { readonly memoryId: string } | { readonly query: string };

export type ForgetResult =
  | { readonly action: 'deleted'; readonly id: string; readonly rows: number }
  | { readonly action: 'not_found'; readonly id: string }
  | { readonly action: 'candidates'; readonly candidates: readonly ForgetCandidate[] }
  | { readonly action: 'nothing_found' };

export interface MemoryHealth {
  readonly status: 'ok' | 'degraded';
  /** What is degraded; empty when nothing is. */
  readonly issues: readonly HealthIssue[];
  /** `<provider>/<model>`; null without one. */
  readonly llm: string | null;
  readonly embedding: string | null;
  readonly store: { readonly messages: number; readonly memories: number };
  readonly queue: { readonly pending: number; readonly dead: number };
  readonly drift: number;
  /** Whether there is a Markdown tree of the memory, in order as far as this process knows. */
  readonly isMirrored: boolean;
  readonly uptimeMs: number;
}

/** A found record, by id or URI. */
export type FoundItem =
  | { readonly type: 'memory'; readonly memory: MemoryRecord }
  | { readonly type: 'message'; readonly message: StoredMessage };

/**
 * The memory as the rest of the system sees it: the engine in process, or a client of the HTTP
 * service. Every method rejects with an `AppError` only: `invalid_request`, `conflict`,
 * `unavailable`, `timeout`, `aborted`. None of them waits for a language model, except `afterTurn`
 * with `wait`.
 */
export interface MemoryService {
  /** What a model should know this turn. */
  compose(scope: SessionScope, request: ComposeRequest): Promise<ComposeResult>;
  /** Stores a turn durably, then resolves; learning from it happens later. */
  afterTurn(scope: SessionScope, turn: Turn): Promise<AfterTurnResult>;
  /** Stores messages outside a turn (imports, channels), durably, with their own ids and dates. */
  ingest(
    scope: SessionScope,
    messages: readonly IncomingMessage[],
    handOver?: HandOver,
  ): Promise<IngestResult>;
  search(scope: Scope, query: string, options?: SearchOptions): Promise<SearchResult>;
  get(
    scope: Scope,
    ref: { readonly id: string } | { readonly uri: string },
  ): Promise<FoundItem | undefined>;
  /** Stores a statement because somebody asked for it. */
  remember(scope: Scope, request: RememberRequest): Promise<RememberResult | Queued>;
  /** By `memoryId` it may be queued; by words it never is: they have to be looked for. */
  forget(scope: Scope, request: ForgetRequest): Promise<ForgetResult | Queued>;
  health(): Promise<MemoryHealth>;
}
