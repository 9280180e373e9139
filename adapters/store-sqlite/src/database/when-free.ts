import type { Clock } from '@homarus/base';

import { isBusy } from './sqlite-errors.ts';

export interface WaitOptions {
  readonly clock: Clock;
  /** How long to wait for another process that holds the lock, in milliseconds. */
  readonly busyTimeoutMs: number;
}

/**
 * Repeats `work` while another process holds the lock, up to the timeout. SQLite's own busy handler
 * would wait too, but it would stop the whole program meanwhile, and it is not asked when a file's
 * journal mode changes.
 */
export async function whenFree<T>(
  { clock, busyTimeoutMs }: WaitOptions,
  work: () => T,
): Promise<T> {
  // What was slept is counted, not what the clock says: it may be set back meanwhile.
  let sleptMs = 0;
  for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 20)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || sleptMs >= busyTimeoutMs) throw error;
    }
    await clock.sleep(waitMs);
    sleptMs += waitMs;
  }
}
