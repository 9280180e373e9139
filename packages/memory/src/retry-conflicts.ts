import { backoffMs, hasCode } from '@homarus/base';
import type { Clock } from '@homarus/base';

/** So many writers can collide before one of them gives up with the conflict. */
const maxAttempts = 8;

/**
 * Repeats an optimistic step (read, decide, commit) while the store answers a retryable
 * `conflict`: at once the first time, then after a few random milliseconds. With `isCollision` only
 * the conflicts that it names are worth a repetition.
 */
export async function retryConflicts<T>(
  clock: Clock,
  step: () => Promise<T>,
  isCollision: (error: unknown) => boolean = isConflict,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (!isCollision(error) || attempt >= maxAttempts) throw error;
      if (attempt > 1) await clock.sleep(backoffMs(attempt - 1, { baseMs: 2, maxMs: 50 }));
    }
  }
}

function isConflict(error: unknown): boolean {
  return hasCode(error, 'conflict') && error.retryable;
}
