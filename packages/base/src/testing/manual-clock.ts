import { abortedError } from '../clock.ts';
import type { Clock } from '../clock.ts';

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Moves time on and wakes every sleeper whose time has come, in order. */
  advance(ms: number): void;
  set(now: number): void;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export function manualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  let sleepers: Sleeper[] = [];
  const wakeDue = (): void => {
    const due = sleepers.filter((sleeper) => sleeper.until <= now);
    sleepers = sleepers.filter((sleeper) => sleeper.until > now);
    for (const sleeper of due.sort((a, b) => a.until - b.until)) sleeper.wake();
  };
  return {
    now: () => now,
    sleep: (ms, { signal } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(abortedError(signal));
          return;
        }
        sleepers.push({ until: now + ms, wake: resolve });
        signal?.addEventListener('abort', () => reject(abortedError(signal)), { once: true });
      }),
    advance(ms) {
      now += ms;
      wakeDue();
    },
    set(value) {
      now = value;
      wakeDue();
    },
  };
}
