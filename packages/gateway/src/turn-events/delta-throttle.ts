import type { Clock } from '@homarus/base';

/** Joins small deltas, so that a fast model does not make an event of every word. */
export interface DeltaThrottle {
  push(delta: string): void;
  /** Sends what waits. */
  flush(): void;
}

/** Between two sends; a person reads no difference. */
const minIntervalMs = 50;
/** Where each send repeats what was sent before, at most a megabyte a second goes to a client. */
const charsPerMs = 1000;

export interface DeltaThrottleOptions {
  /** With each delta all before it is sent, too: of a text over 50,000 characters less often. Default false. */
  readonly isCumulative?: boolean;
}

/** The first delta is sent at once; those that come sooner than 50 ms after it, together. */
export function createDeltaThrottle(
  clock: Clock,
  send: (delta: string) => void,
  { isCumulative = false }: DeltaThrottleOptions = {},
): DeltaThrottle {
  let waiting = '';
  let sentChars = 0;
  let lastSentAt = Number.NEGATIVE_INFINITY;
  let timer: AbortController | undefined;

  const intervalMs = (): number => Math.max(minIntervalMs, sentChars / charsPerMs);
  const flush = (): void => {
    timer?.abort();
    timer = undefined;
    if (waiting === '') return;
    const delta = waiting;
    waiting = '';
    if (isCumulative) sentChars += delta.length;
    lastSentAt = clock.now();
    send(delta);
  };

  const flushLater = (): void => {
    if (timer !== undefined) return;
    timer = new AbortController();
    const { signal } = timer;
    // The sleep rejects when something else has flushed before.
    clock.sleep(intervalMs(), { signal }).then(flush, () => undefined);
  };

  return {
    push(delta) {
      waiting += delta;
      if (clock.now() - lastSentAt >= intervalMs()) flush();
      else flushLater();
    },
    flush,
  };
}
