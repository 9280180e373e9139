import { systemClock } from '@homarus/base';
import type { Clock } from '@homarus/base';
import type * as api from '@homarus/protocol';

import { createMemoryAdmin } from './memory-admin.ts';
import type { MemoryAdmin } from './memory-admin.ts';
import { createMemoryHttp } from './memory-http.ts';
import type { MemoryCallOptions, MemoryHttpOptions } from './memory-http.ts';
import { createOperations } from './memory-operations.ts';
import type { ItemOperation, Operation, Operations, Optional } from './memory-operations.ts';

export interface MemoryClientOptions extends Partial<MemoryHttpOptions> {
  /** `http://127.0.0.1:8090`. */
  readonly url: string;
  readonly clock?: Clock;
  /** Of a whole call, with its retries. Default 30,000. */
  readonly timeoutMs?: number;
  /** How often a call is tried again at most. Default 2. */
  readonly retries?: number;
}

/** Whose memory; what is absent is filled in by the service. */
export interface MemoryScope {
  readonly accountId?: string;
  readonly userId?: string;
  readonly agentId?: string;
}

export interface SessionScope extends MemoryScope {
  readonly sessionId: string;
}

/** A body as its schema takes it, with the messages that the schema checks one by one. */
type WithMessages<Body> = {
  readonly [Field in keyof Body]: Field extends 'messages'
    ? readonly api.MessageInput[]
    : Body[Field];
};

interface Conversations {
  readonly compose: Operation<WithMessages<api.ComposeBodyInput>, api.ComposeAnswer>;
  readonly prefetch: Operation<WithMessages<api.PrefetchBodyInput>, api.PrefetchAnswer>;
  readonly afterTurn: Operation<WithMessages<api.AfterTurnBodyInput>, api.AfterTurnAnswer>;
  readonly ingest: Operation<WithMessages<api.IngestBodyInput>, api.IngestAnswer>;
  readonly ingestBatch: Operation<WithMessages<api.IngestBodyInput>, api.IngestAnswer>;
  readonly bootstrap: Operation<WithMessages<api.BootstrapBodyInput>, api.BootstrapAnswer>;
  readonly prepareCompaction: Operation<
    WithMessages<api.PrepareCompactionBodyInput>,
    api.PrepareCompactionAnswer
  >;
  readonly compact: Operation<WithMessages<api.CompactBodyInput>, api.CompactAnswer>;
  readonly dispose: Operation<SessionScope, api.DisposeAnswer>;
  readonly sessionWorkingSet: Operation<SessionScope, api.WorkingSetAnswer>;
  readonly evictIdleSessions: Operation<
    api.EvictIdleSessionsBodyInput,
    api.EvictIdleSessionsAnswer
  >;
  readonly searchMemory: Operation<api.SearchMemoryBodyInput, api.SearchMemoryAnswer>;
  readonly getMemory: Operation<api.GetMemoryBodyInput, api.GetMemoryAnswer>;
}

/** What the tools of an agent need. */
interface ForAgents {
  readonly remember: Operation<api.RememberBodyInput, api.RememberAnswer>;
  readonly forget: Operation<api.ForgetBodyInput, api.ForgetAnswer>;
  /** What became of memories on a day. */
  readonly dayLog: Optional<api.DayLogQueryInput, api.DayLogAnswer>;
  /** Who the person is. */
  readonly profile: Optional<MemoryScope, api.ProfileAnswer>;
}

/** A person's memory in numbers. */
interface Statistics {
  readonly places: Operation<api.PlacesBodyInput, api.PlacesAnswer>;
  readonly overview: Operation<api.OverviewBodyInput, api.OverviewAnswer>;
  readonly messages: Operation<api.MessageBatchesBodyInput, api.MessageBatchesAnswer>;
}

/** Memories by hand. */
interface Memories {
  readonly list: Optional<MemoryListQuery, api.ListMemoriesAnswer>;
  readonly create: Operation<api.CreateMemoryBodyInput, api.CreateMemoryAnswer>;
  readonly get: ItemOperation<MemoryScope, api.MemoryAnswer>;
  readonly edit: ItemOperation<api.EditMemoryBodyInput, api.MemoryAnswer>;
  readonly forget: ItemOperation<MemoryScope & { readonly revision?: number }, api.MemoryAnswer>;
  readonly history: ItemOperation<MemoryScope, api.MemoryHistoryAnswer>;
  readonly undo: ItemOperation<api.UndoMemoryBodyInput, api.UndoMemoryAnswer>;
}

/** Filters and page of a list. Instants are Unix milliseconds or ISO 8601 texts. */
export interface MemoryListQuery extends MemoryScope {
  readonly states?: readonly ('live' | 'superseded' | 'deleted')[];
  readonly categories?: readonly string[];
  readonly subject?: string;
  readonly attribute?: string;
  /** Words that the memory has, all of them. */
  readonly text?: string;
  readonly sessionId?: string;
  readonly byAgentId?: string;
  readonly timeFrom?: number | string;
  readonly timeTo?: number | string;
  readonly asOf?: number | string;
  readonly importanceMin?: number;
  readonly importanceMax?: number;
  readonly order?: 'recent' | 'weight' | 'importance' | 'said';
  readonly reversed?: boolean;
  readonly limit?: number;
  readonly offset?: number;
}

interface Sessions {
  readonly get: ItemOperation<MemoryScope, api.SessionAnswer>;
  readonly addMessages: ItemOperation<
    MemoryScope & { readonly messages: readonly api.MessageInput[] },
    api.IngestAnswer
  >;
  readonly commit: ItemOperation<MemoryScope, api.SessionCommitAnswer>;
  readonly context: ItemOperation<
    MemoryScope & { readonly tokenBudget?: number },
    api.SessionContextAnswer
  >;
}

/** Whose rows a maintenance is about; `all` for the role `root`. */
export interface MaintenanceTarget {
  readonly accountId?: string;
  readonly userId?: string;
  readonly all?: boolean;
}

type JobTarget = MaintenanceTarget & { readonly ids?: readonly string[] };

interface Maintenance {
  readonly tokenStats: Operation<{ readonly reset?: boolean }, api.TokenStatsAnswer>;
  readonly verify: Operation<MaintenanceTarget, api.VerifyAnswer>;
  readonly repair: Operation<MaintenanceTarget, api.RepairAnswer>;
  readonly jobs: Operation<
    JobTarget & { readonly state?: 'pending' | 'running' | 'dead' },
    api.JobsAnswer
  >;
  readonly retryJobs: Operation<JobTarget, { readonly ok: true; readonly retried: number }>;
  readonly dropJobs: Operation<JobTarget, { readonly ok: true; readonly dropped: number }>;
  readonly embeddingStatus: Optional<MemoryScope, api.EmbeddingStatusAnswer>;
  readonly reembed: Operation<
    MemoryScope & { readonly force?: boolean },
    api.EmbeddingStatusAnswer
  >;
  readonly review: Operation<api.ReviewBodyInput, api.ReviewAnswer>;
  readonly lastReview: Optional<MemoryScope, api.ReviewAnswer>;
}

interface Transfer {
  /** JSON Lines, as they come. */
  export(
    target?: MaintenanceTarget,
    options?: MemoryCallOptions,
  ): Promise<ReadableStream<Uint8Array>>;
  /** An export, back into a memory. */
  import(
    lines: ReadableStream<Uint8Array>,
    query?: ImportOptions,
    options?: MemoryCallOptions,
  ): Promise<api.ImportAnswer>;
}

export interface ImportOptions {
  readonly accountId?: string;
  readonly all?: boolean;
  readonly adopt?: boolean;
  readonly dryRun?: boolean;
}

/** A client of the memory API. Every call rejects with an `AppError`. */
export interface MemoryClient extends Conversations, ForAgents, Maintenance, Transfer {
  readonly health: Optional<object, api.MemoryHealthAnswer | api.PublicHealthAnswer>;
  readonly memories: Memories;
  readonly sessions: Sessions;
  readonly statistics: Statistics;
  readonly admin: MemoryAdmin;
  /** Any method of the API by its name, for what is not known here. */
  call(method: string, body?: object, options?: MemoryCallOptions): Promise<unknown>;
  /** In the format of Prometheus. */
  metrics(options?: MemoryCallOptions): Promise<string>;
}

export function createMemoryClient(options: MemoryClientOptions): MemoryClient {
  const send = createMemoryHttp({
    clock: systemClock,
    random: Math.random,
    timeoutMs: 30_000,
    retries: 2,
    ...options,
  });
  const operations = createOperations(send);
  const { get, read, write } = operations;
  return {
    health: get('/health'),
    ...conversations(operations),
    remember: write('/remember', () => true),
    forget: write('/forget'),
    dayLog: get('/log'),
    profile: get('/profile'),
    memories: memories(operations),
    sessions: sessions(operations),
    statistics: {
      places: read('/statistics/places'),
      overview: read('/statistics/overview'),
      messages: read('/statistics/messages'),
    },
    tokenStats: write('/token_stats', ({ reset }) => reset !== true),
    verify: read('/verify'),
    repair: write('/repair'),
    jobs: read('/jobs'),
    retryJobs: write('/jobs/retry'),
    dropJobs: write('/jobs/drop'),
    embeddingStatus: get('/reembed'),
    reembed: write('/reembed'),
    review: write('/review'),
    lastReview: get('/review'),
    admin: createMemoryAdmin(operations),
    call: (method, body = {}, callOptions) =>
      write<object, unknown>(`/call/${encodeURIComponent(method)}`)(body, callOptions),
    async export(target = {}, callOptions) {
      const path = '/api/v1/export';
      const answer = await send(
        { method: 'POST', path, body: target, isRepeatable: true },
        callOptions,
      );
      return answer.body ?? new ReadableStream();
    },
    async import(lines, query = {}, callOptions) {
      const path = '/api/v1/import';
      const request = { method: 'POST', path, body: lines, query, isRepeatable: false } as const;
      return (await (await send(request, callOptions)).json()) as api.ImportAnswer;
    },
    async metrics(callOptions) {
      const path = '/metrics';
      return (await send({ method: 'GET', path, isRepeatable: true }, callOptions)).text();
    },
  };
}

function conversations({ read, write }: Operations): Conversations {
  return {
    compose: read('/compose'),
    prefetch: read('/prefetch'),
    afterTurn: write('/after_turn', ({ turnId }) => turnId !== undefined),
    ingest: write('/ingest', hasMessageIds),
    ingestBatch: write('/ingest_batch', hasMessageIds),
    bootstrap: write('/bootstrap', hasMessageIds),
    prepareCompaction: write('/prepare_compaction'),
    compact: write('/compact'),
    dispose: read('/dispose'),
    sessionWorkingSet: read('/session_working_set'),
    evictIdleSessions: write('/evict_idle_sessions'),
    searchMemory: read('/search_memory'),
    getMemory: read('/get_memory'),
  };
}

/** Messages with ids of the caller are stored once, however often they come. */
function hasMessageIds({
  message,
  messages = message === undefined ? [] : [message],
}: {
  readonly message?: api.MessageInput;
  readonly messages?: readonly api.MessageInput[];
}): boolean {
  return messages.every(({ id }) => id !== undefined);
}

function memories({ get, write, item }: Operations): Memories {
  return {
    list: get('/memories'),
    create: write('/memories'),
    get: item('GET', (id) => `/memories/${id}`),
    edit: item('PATCH', (id) => `/memories/${id}`),
    forget: item('DELETE', (id) => `/memories/${id}`),
    history: item('GET', (id) => `/memories/${id}/history`),
    undo: item('POST', (id) => `/memories/${id}/undo`),
  };
}

function sessions({ item }: Operations): Sessions {
  return {
    get: item('GET', (id) => `/sessions/${id}`),
    addMessages: item('POST', (id) => `/sessions/${id}/messages`),
    commit: item('POST', (id) => `/sessions/${id}/commit`),
    context: item('GET', (id) => `/sessions/${id}/context`),
  };
}
