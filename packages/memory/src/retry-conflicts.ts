import { backoffMs, hasCode } from '@homarus/base';
import type { Clock } from '@homarus/base';

/** So many writers can collide before one of them gives up with the conflict. */
const maxAttempts = 8;

/**
 * Repeats an optimistic step (read, decide, commit) while the store answers a retryable
 * `conflict`: at once the first time, then after a few random milliseconds.
 */
export async function retryConflicts<T>(clock: Clock, step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      const isCollision = hasCode(error, 'conflict') && error.retryable;
      if (!isCollision || attempt >= maxAttempts) throw error;
      if (attempt > 1) await clock.sleep(backoffMs(attempt - 1, { baseMs: 2, maxMs: 50 }));
    }
  }
}
