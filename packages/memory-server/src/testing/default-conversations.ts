import type { Conversations } from '@homarus/memory';

/** Answers as a session does that has nothing to compact. */
export const defaultConversations: Conversations = {
  prepareCompaction: async () => ({
    prepared: false,
    prepareToken: 'cmp_1',
    messagesPrepared: 0,
    memories: 0,
    expiresAt: 1_700_000_600_000,
  }),
  compact: async () => ({
    compacted: false,
    reason: 'empty',
    summary: undefined,
    archiveUri: undefined,
    tokensBefore: 0,
    tokensAfter: 0,
    firstKeptMessageId: undefined,
  }),
  bootstrap: async (_scope, { messages = [] } = {}) => ({ imported: messages.length }),
  getSession: async () => undefined,
  context: async () => ({
    summary: '',
    archiveUri: undefined,
    messages: [],
    omitted: 0,
    estimatedTokens: 0,
  }),
  commit: async () => ({ added: 0, updated: 0, superseded: 0, skipped: 0, pendingMessages: 0 }),
  prefetch: async () => ({ topic: '', candidates: [], buffered: 0 }),
  sessionWorkingSet: async ({ sessionId }) => ({
    sessionId,
    topic: '',
    bufferedTopic: undefined,
    buffered: [],
    bufferHits: 0,
    bufferMisses: 0,
    injected: [],
    pendingMessages: 0,
    pendingTokens: 0,
    lastActivityAt: undefined,
  }),
  dispose: async () => ({ flushed: true }),
  evictIdleSessions: async () => ({ evicted: [] }),
};
