import { nothingLearned } from '../learn/learning-counts.ts';
import { extractCursor } from '../learn/learner.ts';
import type { CompactionDeps } from './compaction.ts';
import type { Conversations } from './conversations.ts';
import { learnInTime } from './learn-in-time.ts';
import { readContext, readSession } from './session-context.ts';

export interface SessionRowsDeps extends Omit<CompactionDeps, 'lane' | 'extractTimeoutMs'> {
  readonly commitTimeoutMs: number;
}

export function createSessionRows(
  deps: SessionRowsDeps,
): Pick<Conversations, 'bootstrap' | 'getSession' | 'context' | 'commit'> {
  const { store, capture, notify, commitTimeoutMs: timeoutMs } = deps;
  return {
    bootstrap: async (scope, { messages = [], ...handOver } = {}) => {
      const { stored } = await capture(scope, { messages, ...handOver });
      notify();
      return { imported: stored };
    },
    getSession: (scope) => readSession(store, scope),
    context: (scope, { tokenBudget } = {}) => readContext(store, scope, tokenBudget),
    commit: async (scope, { signal } = {}) => {
      const counts = await learnInTime(deps, scope, { timeoutMs, signal }).finally(notify);
      const { cursors, nextPosition } = await store.getSessionState(scope);
      const pendingMessages = Math.max(0, nextPosition - (cursors[extractCursor] ?? 0));
      return { ...(counts ?? nothingLearned), pendingMessages };
    },
  };
}
