import { createCompaction } from './compaction.ts';
import type { CompactionDeps } from './compaction.ts';
import type { Conversations } from './conversations.ts';

export interface ConversationOptions {
  /** How long `prepareCompaction` waits for what is learned. Default 10,000. */
  readonly extractTimeoutMs?: number;
}

export type ConversationDeps = Omit<CompactionDeps, 'extractTimeoutMs'>;

export function createConversations(
  deps: ConversationDeps,
  { extractTimeoutMs = 10_000 }: ConversationOptions = {},
): Conversations {
  return createCompaction({ ...deps, extractTimeoutMs });
}
