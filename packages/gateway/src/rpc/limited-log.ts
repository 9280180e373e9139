import type { Clock, Logger } from '@homarus/base';

export interface LimitedLine {
  /** Why it is written: a code, of which there are few, never a text of the client's own. */
  readonly cause: string;
  readonly level: 'info' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * A log for what strangers can cause as often as they like: one line for a cause, and at the end of its
 * window one more that says how many others there were. Disposing of it says so at once.
 */
export interface LimitedLog extends Disposable {
  note(line: LimitedLine): void;
}

export interface LimitedLogOptions {
  /** Default 60,000. */
  readonly windowMs?: number;
  /** Causes with a window of their own; those beyond share one. Default 100. */
  readonly maxCauses?: number;
}

interface Window {
  readonly line: LimitedLine;
  suppressed: number;
}

const otherCauses = 'other';

export function createLimitedLog(
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
  { windowMs = 60_000, maxCauses = 100 }: LimitedLogOptions = {},
): LimitedLog {
  const windows = new Map<string, Window>();
  const closing = new AbortController();

  const close = (cause: string): void => {
    const window = windows.get(cause);
    windows.delete(cause);
    if (window === undefined || window.suppressed === 0) return;
    const { line, suppressed } = window;
    log[line.level](`${line.message}, again and again`, { cause, suppressed, windowMs });
  };

  return {
    note(line) {
      const isKnown = windows.has(line.cause) || windows.size < maxCauses;
      const cause = isKnown ? line.cause : otherCauses;
      const window = windows.get(cause);
      if (window !== undefined) {
        window.suppressed += 1;
        return;
      }
      log[line.level](line.message, line.fields);
      windows.set(cause, { line, suppressed: 0 });
      clock.sleep(windowMs, { signal: closing.signal }).then(
        () => close(cause),
        () => undefined,
      );
    },
    [Symbol.dispose]() {
      closing.abort();
      for (const cause of windows.keys()) close(cause);
    },
  };
}
