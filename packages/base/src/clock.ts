import { AppError } from './errors.ts';

export interface SleepOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Where time comes from. All instants are Unix milliseconds. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`; rejects with `aborted` as soon as the signal aborts. */
  sleep(ms: number, options?: SleepOptions): Promise<void>;
}

/** A timer that is set for longer, 24.8 days, fires at once. */
const maxTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, options = {}) =>
    new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted === true) {
        reject(abortedError(signal));
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(abortedError(signal));
      };
      const wait = (leftMs: number): NodeJS.Timeout =>
        setTimeout(
          () => {
            if (leftMs > maxTimerMs) {
              timer = wait(leftMs - maxTimerMs);
              return;
            }
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
          Math.min(leftMs, maxTimerMs),
        );
      let timer = wait(ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};

/** The error that a wait ends with when its signal aborts. */
export function abortedError(signal?: Pick<AbortSignal, 'reason'>): AppError {
  return new AppError('aborted', 'The operation was aborted.', { cause: signal?.reason });
}
