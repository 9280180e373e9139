import type { Clock } from '@homarus/base';

/** A sleep that can be ended early; a wake that comes before the sleep is not lost. */
export interface Wakeup {
  wake(): void;
  /** Resolves after `ms` or at the next wake; at once when there was one since the last wait. */
  wait(ms: number): Promise<void>;
}

export function createWakeup(clock: Clock): Wakeup {
  let isWoken = false;
  let current: AbortController | undefined;
  return {
    wake() {
      isWoken = true;
      // With a reason of its own: the usual one costs a stack trace.
      current?.abort('woken');
      current = undefined;
    },
    async wait(ms) {
      current = new AbortController();
      if (!isWoken) await clock.sleep(ms, { signal: current.signal }).catch(() => undefined);
      isWoken = false;
      current = undefined;
    },
  };
}
