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
      current?.abort();
    },
    async wait(ms) {
      current = new AbortController();
      if (!isWoken) await clock.sleep(ms, { signal: current.signal }).catch(() => undefined);
      isWoken = false;
    },
  };
}
