import path from 'node:path';

import { errorText, systemClock } from '@homarus/base';
import type { Clock, HealthIssue, Ids, Logger } from '@homarus/base';
import type { CategoryFilter, MemoryAccess, MemoryHealth, SearchOptions } from '@homarus/memory';
import type { OutboxStatus } from '@homarus/outbox';
import type { MemoryHealthAnswer, PublicHealthAnswer } from '@homarus/protocol';
import { createMemoryClient } from '@homarus/sdk';
import type { MemoryCallOptions, MemoryClient } from '@homarus/sdk';

import { ask, askFor } from './ask.ts';
import { openCapture, toInput } from './capture.ts';
import type { Capture } from './capture.ts';
import { httpMaintenance, httpStatistics, httpTransfer, httpVectors } from './care.ts';
import { httpConversations } from './conversations.ts';
import { toFound, toHits, toTrace } from './from-answers.ts';
import { httpLibrary, ownerOf } from './library.ts';

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
  /** How long a turn waits for the service before it is left to the outbox. Default 2,000. */
  readonly captureTimeoutMs?: number;
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
 * `timeout` while the service is not there; what was said is kept on disk and arrives later, once. Needs
 * no service to open.
 */
export async function openHttpMemory(
  { clock = systemClock, ids, log, random = Math.random }: HttpMemoryDeps,
  options: HttpMemoryOptions,
): Promise<HttpMemory> {
  const { url, apiKey, dataDir, captureTimeoutMs = 2000, timeoutMs = 10_000, backoff } = options;
  const key = apiKey === undefined ? {} : { apiKey };
  const client = createMemoryClient({ url, clock, random, timeoutMs, ...key });
  // A turn waits for no second try: it goes on without, and the outbox tries again.
  const inTurn = createMemoryClient({ url, clock, random, timeoutMs, retries: 0, ...key });
  const folder = path.join(dataDir, 'outbox');
  const outbox = { folder, ...(backoff === undefined ? {} : { backoff }) };
  const capture = await openCapture(
    { client: inTurn, clock, ids, log, random },
    { outbox, timeoutMs: captureTimeoutMs },
  );
  return {
    ...httpService(client, capture),
    compose: createCompose(inTurn, capture),
    health: createHealth(inTurn, capture, url),
    library: httpLibrary(client),
    conversations: httpConversations(client),
    vectors: httpVectors(client),
    maintenance: httpMaintenance(client),
    transfer: httpTransfer(client),
    statistics: httpStatistics(client),
    outbox: () => capture.outbox.status(),
    whenDelivered: () => capture.outbox.whenEmpty(),
    [Symbol.asyncDispose]: () => capture.outbox[Symbol.asyncDispose](),
  };
}

function createCompose(client: MemoryClient, { outbox }: Capture): MemoryAccess['compose'] {
  return async (scope, { messages, signal, ...request }) => {
    const body = { ...scope, ...request, messages: messages.map(toInput) };
    const answer = await ask(client.compose(body, toCall(signal)));
    outbox.wake();
    const { ok: _ok, trace, hits, ...composed } = answer;
    return { ...composed, messages, hits: toHits(hits), ...toTrace(trace) };
  };
}

function httpService(
  client: MemoryClient,
  capture: Capture,
): Omit<MemoryAccess, 'compose' | 'health' | Parts> {
  return {
    afterTurn: capture.afterTurn,
    ingest: capture.ingest,
    async search(scope, query, { signal, ...options } = {}) {
      const body = { ...ownerOf(scope), query, ...toSearch(options) };
      const { hits, abstained, tookMs, trace } = await ask(
        client.searchMemory(body, toCall(signal)),
      );
      return { hits: toHits(hits), abstained, tookMs, ...toTrace(trace) };
    },
    async get(scope, ref) {
      const answer = await askFor(client.getMemory({ ...scope, ...ref }));
      return answer === undefined ? undefined : toFound(answer);
    },
    async remember(scope, request) {
      const { ok: _ok, ...result } = await ask(client.remember({ ...ownerOf(scope), ...request }));
      return result;
    },
    async forget(scope, request) {
      const { ok: _ok, ...result } = await ask(client.forget({ ...ownerOf(scope), ...request }));
      return result;
    },
  };
}

type Parts = 'library' | 'conversations' | 'vectors' | 'maintenance' | 'transfer' | 'statistics';

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
  { outbox }: Capture,
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
