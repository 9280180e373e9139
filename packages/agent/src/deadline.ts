import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';

/** A signal that aborts with its parent, or by itself when the time is up. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
  /** True when the time was up before the parent aborted. */
  readonly isExpired: boolean;
}

export interface DeadlineOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly parent: AbortSignal;
  /** Named in the error: "web_fetch took longer than 60000 ms". */
  readonly name: string;
}

/**
 * Opens a deadline on the clock port. Disposing of it stops the timer and aborts the signal, so that
 * work which is still going on under it is given up.
 */
export function openDeadline(options: DeadlineOptions): Deadline {
  const { clock, timeoutMs, parent, name } = options;
  const own = new AbortController();
  let isExpired = false;
  const stopped = (): AppError =>
    new AppError('aborted', `${name} was stopped before it was done.`, { cause: parent.reason });
  const onParentAbort = (): void => own.abort(stopped());
  if (parent.aborted) onParentAbort();
  else parent.addEventListener('abort', onParentAbort, { once: true });
  clock.sleep(timeoutMs, { signal: own.signal }).then(
    () => {
      if (own.signal.aborted) return;
      isExpired = true;
      own.abort(new AppError('timeout', `${name} took longer than ${timeoutMs} ms.`));
    },
    () => undefined,
  );
  return {
    signal: own.signal,
    get isExpired() {
      return isExpired;
    },
    [Symbol.dispose]() {
      parent.removeEventListener('abort', onParentAbort);
      own.abort(stopped());
    },
  };
}
