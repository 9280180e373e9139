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
};
