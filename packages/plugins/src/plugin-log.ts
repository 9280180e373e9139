import type { Clock, Logger } from '@homarus/base';
import type { PluginLogger } from '@homarus/plugin-api';

export interface LogLimit {
  /** Lines at once. */
  readonly burst: number;
  readonly perSecond: number;
}

export const defaultLogLimit: LogLimit = { burst: 200, perSecond: 10 };

const maxLineLength = 4000;

/**
 * The log as a plugin sees it. What comes faster than the limit is dropped, and the next line that is
 * written says how many were.
 */
export function createPluginLog(
  { log, clock }: { readonly log: Logger; readonly clock: Clock },
  limit: LogLimit = defaultLogLimit,
): PluginLogger {
  let tokens = limit.burst;
  let filledAt = clock.now();
  let dropped = 0;
  const write =
    (level: keyof PluginLogger) =>
    (message: unknown, fields?: unknown): void => {
      const now = clock.now();
      tokens = Math.min(limit.burst, tokens + ((now - filledAt) / 1000) * limit.perSecond);
      filledAt = now;
      if (tokens < 1) {
        dropped += 1;
        return;
      }
      tokens -= 1;
      if (dropped > 0) log.warn('Lines of a plugin were dropped: it writes too many', { dropped });
      dropped = 0;
      log[level](String(message).slice(0, maxLineLength), fields === undefined ? {} : { fields });
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
}
