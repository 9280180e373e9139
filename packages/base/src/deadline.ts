import { abortedError } from './clock.ts';
import { AppError, isAppError } from './errors.ts';

export interface DeadlineOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Named in the error: "compose took longer than 150 ms". */
  readonly name: string;
}

/**
 * Runs `work` with a signal that aborts at the deadline or with the caller's signal. Rejects with
 * `timeout`, which is the signal's reason, too, at the deadline even when the work does not listen to its signal; what it answers later
 * is dropped.
 */
export async function withDeadline<T>(
  options: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { timeoutMs, signal, name } = options;
  if (signal?.aborted === true) throw abortedError(signal);
  const own = new AbortController();
  const outcome = Promise.withResolvers<T>();
  const timer = setTimeout(() => {
    const late = new AppError('timeout', `${name} took longer than ${timeoutMs} ms.`);
    outcome.reject(late);
    own.abort(late);
  }, timeoutMs);
  const onAbort = (): void => {
    outcome.reject(abortedError(signal));
    own.abort(signal?.reason);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    work(own.signal).then(outcome.resolve, outcome.reject);
    return await outcome.promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/**
 * Throws when the signal has aborted: its reason when that is an `AppError` (a deadline), else `aborted`.
 * The platform's own `throwIfAborted` throws what no caller of ours knows.
 */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw endOf(signal);
}

function endOf({ reason }: AbortSignal): AppError {
  return isAppError(reason) ? reason : abortedError({ reason });
}

/**
 * Settles as `work` does, or rejects as soon as the signal aborts: with the signal's reason when that
 * is an `AppError`, else with `aborted`. What `work` brings later is dropped.
 */
export function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(endOf(signal));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
