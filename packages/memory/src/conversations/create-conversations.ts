import type { Search } from '../search/search.ts';
import { createCompaction } from './compaction.ts';
import type { CompactionDeps } from './compaction.ts';
import type { Conversations } from './conversations.ts';
import { createSessionRows } from './session-rows.ts';
import { createWorkingSetRows } from './working-set-rows.ts';
import type { WorkingSets } from './working-sets.ts';

export interface ConversationOptions {
  /** How long `prepareCompaction` and `dispose` wait for what is learned. Default 10,000. */
  readonly extractTimeoutMs?: number;
  /** How long `commit` waits for what is learned. Default 60,000. */
  readonly commitTimeoutMs?: number;
  /** How long a model may take for a summary; then rules write it. Default 15,000. */
  readonly summaryTimeoutMs?: number;
  /** Sessions whose working set is kept in process. Default 1,000. */
  readonly maxSessions?: number;
}

export interface ConversationDeps extends Omit<CompactionDeps, 'extractTimeoutMs'> {
  readonly search: Search;
  readonly sets: WorkingSets;
}

export function createConversations(
  deps: ConversationDeps,
  { extractTimeoutMs = 10_000, commitTimeoutMs = 60_000 }: ConversationOptions = {},
): Conversations {
  return {
    ...createCompaction({ ...deps, extractTimeoutMs }),
    ...createSessionRows({ ...deps, commitTimeoutMs }),
    ...createWorkingSetRows({ ...deps, extractTimeoutMs }),
  };
}
