import { createCompaction } from './compaction.ts';
import type { CompactionDeps } from './compaction.ts';
import type { Conversations } from './conversations.ts';
import { createSessionRows } from './session-rows.ts';

export interface ConversationOptions {
  /** How long `prepareCompaction` waits for what is learned. Default 10,000. */
  readonly extractTimeoutMs?: number;
  /** How long `commit` waits for what is learned. Default 60,000. */
  readonly commitTimeoutMs?: number;
}

export type ConversationDeps = Omit<CompactionDeps, 'extractTimeoutMs'>;

export function createConversations(
  deps: ConversationDeps,
  { extractTimeoutMs = 10_000, commitTimeoutMs = 60_000 }: ConversationOptions = {},
): Conversations {
  return {
    ...createCompaction({ ...deps, extractTimeoutMs }),
    ...createSessionRows({ ...deps, commitTimeoutMs }),
  };
}
