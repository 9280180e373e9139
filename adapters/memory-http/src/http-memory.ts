import path from 'node:path';

import { errorText, systemClock } from '@homarus/base';
import type { Clock, HealthIssue, Ids, Logger } from '@homarus/base';
import type { CategoryFilter, MemoryAccess, MemoryHealth, SearchOptions } from '@homarus/memory';
import type { Outbox, OutboxStatus } from '@homarus/outbox';
import type { MemoryHealthAnswer, PublicHealthAnswer } from '@homarus/protocol';
import { createMemoryClient } from '@homarus/sdk';
import type { MemoryCallOptions, MemoryClient } from '@homarus/sdk';

import { ask, askFor } from './ask.ts';
import { createCapture } from './capture.ts';
import { httpMaintenance, httpStatistics, httpTransfer, httpVectors } from './care.ts';
import { httpConversations } from './conversations.ts';
import { toFound, toHits, toTrace } from './from-answers.ts';
import { toInput } from './outbox-calls.ts';
import { httpLibrary, ownerOf } from './library.ts';
import { openStoreAndForward } from './store-and-forward.ts';
import { createStatements } from './statements.ts';

export interface HttpMemoryDeps {
  readonly clock?: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** In [0, 1). Default: `Math.random`. */
  readonly random?: () => number;
}

export interface HttpMemoryOptions {
  /** `http://127.0.0.1:8090`. */
  readonly url: string;
  /** Of the role `root` for care over all accounts, `admin` for one; `member` is enough to converse. */
  readonly apiKey?: string;
  /** A folder of its own: what could not be sent waits in `outbox` there. */
  readonly dataDir: string;
  /** How long a turn or a statement waits for the service before it is left to the outbox. Default 2,000. */
  readonly captureTimeoutMs?: number;
  /** Of a search, which somebody waits for. Default 3,000; 1,000 while the service is known to be away. */
  readonly searchTimeoutMs?: number;
  /** Of other calls, which the callers end earlier by their signals. Default 10,000. */
  readonly timeoutMs?: number;
  /** How long the outbox waits after a failure. Default: 1 s, doubled up to 60 s. */
  readonly backoff?: { readonly baseMs: number; readonly maxMs: number };
}

/** {@link MemoryAccess} over the wire. Disposing of it leaves what waits on disk for the next one. */
export interface HttpMemory extends MemoryAccess, AsyncDisposable {
  /** What waits for the service. */
  outbox(): OutboxStatus;
  /** Resolves when nothing waits. */
  whenDelivered(): Promise<void>;
}

/**
 * The memory over the HTTP API of a memory service. What only reads fails with `unavailable` or
 * `timeout` while the service is not there; what was said, and what somebody asked to be remembered or
 * forgotten, is kept on disk and arrives later, once. Needs no service to open.
 */
export async function openHttpMemory(
  { clock = systemClock, ids, log, random = Math.random }: HttpMemoryDeps,
  options: HttpMemoryOptions,
): Promise<HttpMemory> {
  const { url, apiKey, dataDir, timeoutMs = 10_000, backoff } = options;
  const { captureTimeoutMs = 2000, searchTimeoutMs = 3000 } = options;
  const key = apiKey === undefined ? {} : { apiKey };
  const client = createMemoryClient({ url, clock, random, timeoutMs, ...key });
  // A turn waits for no second try: it goes on without, and the outbox tries again.
  const inTurn = createMemoryClient({ url, clock, random, timeoutMs, retries: 0, ...key });
  const folder = path.join(dataDir, 'outbox');
  const forward = await openStoreAndForward(
    { client: inTurn, clock, log, random },
    { folder, ...(backoff === undefined ? {} : { backoff }) },
  );
  const { outbox } = forward;
  const deps = { client: inTurn, forward, clock, ids };
  return {
    ...createCapture(deps, { timeoutMs: captureTimeoutMs }),
    ...createStatements(deps, { timeoutMs: captureTimeoutMs }),
    search: createSearch(inTurn, outbox, searchTimeoutMs),
    get: createGet(client),
    compose: createCompose(inTurn, outbox),
    health: createHealth(inTurn, outbox, url),
    library: httpLibrary(client),
    conversations: httpConversations(client),
    vectors: httpVectors(client),
    maintenance: httpMaintenance(client),
    transfer: httpTransfer(client),
    statistics: httpStatistics(client),
    outbox: () => outbox.status(),
    whenDelivered: () => outbox.whenEmpty(),
    [Symbol.asyncDispose]: () => outbox[Symbol.asyncDispose](),
  };
}

function createCompose(client: MemoryClient, outbox: Outbox): MemoryAccess['compose'] {
  return async (scope, { messages, signal, ...request }) => {
    const body = { ...scope, ...request, messages: messages.map(toInput) };
    const answer = await ask(client.compose(body, toCall(signal)));
    outbox.wake();
    const { ok: _ok, trace, hits, ...composed } = answer;
    return { ...composed, messages, hits: toHits(hits), ...toTrace(trace) };
  };
}

/** A service that is away need not be waited for long: nobody can use an answer that comes so late. */
const awayTimeoutMs = 1000;

function createSearch(
  client: MemoryClient,
  outbox: Outbox,
  usualTimeoutMs: number,
): MemoryAccess['search'] {
  return async (scope, query, { signal, ...options } = {}) => {
    const body = { ...ownerOf(scope), query, ...toSearch(options) };
    const isAway = outbox.status().problem !== undefined;
    const timeoutMs = isAway ? Math.min(awayTimeoutMs, usualTimeoutMs) : usualTimeoutMs;
    const answer = await ask(client.searchMemory(body, { ...toCall(signal), timeoutMs }));
    outbox.wake();
    const { hits, abstained, tookMs, trace } = answer;
    return { hits: toHits(hits), abstained, tookMs, ...toTrace(trace) };
  };
}

function createGet(client: MemoryClient): MemoryAccess['get'] {
  return async (scope, ref) => {
    const answer = await askFor(client.getMemory({ ...scope, ...ref }));
    return answer === undefined ? undefined : toFound(answer);
  };
}

function toSearch({ categories, ...options }: Omit<SearchOptions, 'signal'>) {
  const list: readonly CategoryFilter[] | undefined = categories;
  return { ...options, ...(list === undefined ? {} : { categories: [...list] }) };
}

function toCall(signal: AbortSignal | undefined): MemoryCallOptions {
  return signal === undefined ? {} : { signal };
}

/** A health has to be told while it is asked for, about once a second. */
const healthTimeoutMs = 800;

type Numbers = Omit<MemoryHealth, 'status' | 'issues'>;

/** What is known of a service that was never heard of, or that tells nobody without a key. */
const unknown: Numbers = {
  llm: null,
  embedding: null,
  store: { messages: 0, memories: 0 },
  queue: { pending: 0, dead: 0 },
  drift: 0,
  isMirrored: false,
  uptimeMs: 0,
};

/**
 * The health of the service, with what waits for it. It never rejects: a service that is not there is a
 * reason beside the numbers of its last answer, for turns go on without it.
 */
function createHealth(
  client: MemoryClient,
  outbox: Outbox,
  url: string,
): () => Promise<MemoryHealth> {
  let last = unknown;
  return async () => {
    const issues: HealthIssue[] = [];
    try {
      const answer = await ask(client.health({}, { timeoutMs: healthTimeoutMs }));
      last = toNumbers(answer);
      issues.push(...issuesOf(answer));
      outbox.wake();
    } catch (error) {
      const message = `memory at ${url}: ${errorText(error)}`;
      issues.push({ code: 'memory_away', message });
    }
    issues.push(...outboxIssues(outbox.status()));
    return { ...last, status: issues.length === 0 ? 'ok' : 'degraded', issues };
  };
}

function toNumbers(answer: MemoryHealthAnswer | PublicHealthAnswer): Numbers {
  const isMirrored = answer.agfs;
  if (!('store' in answer)) return { ...unknown, isMirrored };
  const { llm, embedding, store, queue, drift, uptimeMs } = answer;
  return { llm, embedding, store, queue, drift, uptimeMs, isMirrored };
}

function issuesOf(answer: MemoryHealthAnswer | PublicHealthAnswer): readonly HealthIssue[] {
  const code = 'memory_degraded';
  if ('reasons' in answer)
    return answer.issues ?? answer.reasons.map((message) => ({ code, message }));
  return answer.status === 'ok' ? [] : [{ code, message: 'memory: degraded' }];
}

function outboxIssues({ waiting, refused, problem }: OutboxStatus): readonly HealthIssue[] {
  const why = problem === undefined ? '' : ` (${problem})`;
  const issues: HealthIssue[] = [];
  if (waiting > 0) {
    const message = `outbox: ${waiting} waiting for the memory service${why}`;
    issues.push({ code: 'outbox_waiting', message, count: waiting });
  }
  if (refused > 0) {
    const message = `outbox: ${refused} refused by the memory service, put aside`;
    issues.push({ code: 'outbox_refused', message, count: refused });
  }
  return issues;
}
