import { AppError, silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import { createMemory } from '@homarus/memory';
import type { ComposeResult, Hit, Memory, MemoryService, SearchResult } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';

import { defaultConversations } from './default-conversations.ts';

export interface RecordedCall {
  readonly method: keyof MemoryService;
  readonly args: readonly unknown[];
}

/** A memory that keeps what it was asked and answers what it was told to, by method. */
export interface RecordingMemory extends Memory {
  readonly calls: readonly RecordedCall[];
}

export const aHit: Hit = {
  id: 'mem_1',
  uri: 'ctx://acct/users/u/memories/user_memory_fact/peanuts',
  category: 'user_memory_fact',
  abstract: '小林对花生过敏',
  text: '小林对花生过敏',
  score: 0.9,
  createdAt: 1_700_000_000_000,
  sessionId: undefined,
  name: undefined,
  importance: undefined,
  sourceMessageIds: ['m1'],
  lanes: [{ lane: 'lexical', rank: 1, score: 4.2 }],
};

const found: SearchResult = { hits: [aHit], abstained: false, tookMs: 1 };

const composed: ComposeResult = {
  systemMessages: [{ role: 'system', layer: 'profile', content: 'x', tokens: 1 }],
  messages: [],
  systemPromptAddition: 'x',
  estimatedTokens: 1,
  hits: [aHit],
  abstained: false,
  tookMs: 2,
};

const defaults = {
  compose: async () => composed,
  afterTurn: async () => ({ status: 'committed', stored: 2, jobId: 'job_1' }),
  ingest: async (_scope, messages) => ({ ingested: messages.length, duplicates: 0 }),
  search: async () => found,
  get: async () => undefined,
  remember: async () => ({ action: 'created', id: 'mem_1' }),
  forget: async () => ({ action: 'nothing_found' }),
  health: async () => ({
    status: 'ok',
    issues: [],
    llm: null,
    embedding: null,
    store: { messages: 5, memories: 2 },
    queue: { pending: 1, dead: 0 },
    drift: 0,
    isMirrored: false,
    uptimeMs: 1234,
  }),
  transfer: {
    export: () => notServed(),
    import: async () => notServed(),
    importItems: async () => notServed(),
  },
  maintenance: {
    verify: async () => notServed(),
    repair: async () => notServed(),
    listJobs: async () => [],
    retryJobs: async () => 0,
    dropJobs: async () => 0,
    erase: async () => 0,
  },
  conversations: defaultConversations,
  start: () => undefined,
  drain: async () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
} satisfies Partial<Memory>;

/** Answers what has no answer of its own here. */
function emptyEngine(): Memory {
  const clock = manualClock();
  const store = memoryMemoryStore({ clock });
  const ids = sequentialIds();
  return createMemory({ store, jobs: store, clock, ids, log: silentLogger });
}

function notServed(): never {
  throw new AppError('unsupported', 'No path of the HTTP API leads here.');
}

export function recordingMemory(answers: Partial<Memory> = {}): RecordingMemory {
  const calls: RecordedCall[] = [];
  const memory: Memory = { ...emptyEngine(), ...defaults, ...answers };
  const record = (method: keyof MemoryService, args: readonly unknown[]): void => {
    calls.push({ method, args });
  };
  return {
    ...memory,
    calls,
    compose: async (...args) => (record('compose', args), memory.compose(...args)),
    afterTurn: async (...args) => (record('afterTurn', args), memory.afterTurn(...args)),
    ingest: async (...args) => (record('ingest', args), memory.ingest(...args)),
    search: async (...args) => (record('search', args), memory.search(...args)),
    get: async (...args) => (record('get', args), memory.get(...args)),
    remember: async (...args) => (record('remember', args), memory.remember(...args)),
    forget: async (...args) => (record('forget', args), memory.forget(...args)),
    health: async (...args) => (record('health', args), memory.health(...args)),
  };
}
