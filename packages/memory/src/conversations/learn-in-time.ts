import { errorText, throwIfAborted, withDeadline } from '@homarus/base';
import type { Clock, Ids, Logger } from '@homarus/base';

import { extractJob } from '../learn/extract-job.ts';
import { extractCursor } from '../learn/learner.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { SessionScope } from '../scope.ts';
import type { LearningCounts } from '../service.ts';

export interface LearnInTimeDeps {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** Learns from all that is new in a session. */
  readonly learnNow: (scope: SessionScope, signal: AbortSignal) => Promise<LearningCounts>;
  /** Why the model that learns failed the last time; undefined when it did not. */
  readonly getModelFailure: () => string | undefined;
}

export interface LearnInTimeOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Learns from what is new in a session, for at most `timeoutMs`. When that does not end, fails, or the
 * model is known to be broken, a job does it. Resolves to what was learned, undefined when a job does it.
 */
export async function learnInTime(
  deps: LearnInTimeDeps,
  scope: SessionScope,
  { timeoutMs, signal }: LearnInTimeOptions,
): Promise<LearningCounts | undefined> {
  throwIfAborted(signal);
  if (deps.getModelFailure() === undefined) {
    try {
      const limit = { timeoutMs, signal, name: 'learning' };
      return await withDeadline(limit, (limited) => deps.learnNow(scope, limited));
    } catch (error) {
      throwIfAborted(signal);
      deps.log.warn('A conversation is learned from later', { error: errorText(error) });
    }
  }
  await leaveToQueue(deps, scope);
  return undefined;
}

/** Leaves what is new in a session to a job; a pending one takes this one in. */
export async function leaveToQueue(deps: LearnInTimeDeps, scope: SessionScope): Promise<void> {
  const { cursors, nextPosition } = await deps.store.getSessionState(scope);
  if ((cursors[extractCursor] ?? 0) >= nextPosition) return;
  const job = extractJob(deps.ids.next('job'), scope, deps.clock.now());
  await deps.store.commit(scope, { jobs: [job] });
}
