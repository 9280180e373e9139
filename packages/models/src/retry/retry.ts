import { backoffMs } from '@homarus/base';
import type { AppError, Clock, Logger } from '@homarus/base';

import { toModelError } from '../errors/model-error.ts';

export interface RetryOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** The first call included. Default 3. */
  readonly maxAttempts?: number;
  /** The wait after the first failure; it doubles with each further one. Default 500. */
  readonly baseMs?: number;
  /** The longest wait. A server that asks for a longer one is not asked again. Default 20,000. */
  readonly maxMs?: number;
  /** A number in [0, 1). */
  readonly random?: () => number;
}

export interface RetriedCall {
  readonly provider: string;
  readonly modelId: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Calls until it works, as long as the failure is one that may pass (`AppError.retryable`). Waits by
 * backoff with jitter, and at least as long as the server asked for. Rejects with the last failure;
 * never calls again after an abort, which also ends a wait at once.
 */
export async function withRetries<T>(
  options: RetryOptions,
  call: RetriedCall,
  attempt: () => PromiseLike<T>,
): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      const failure = toModelError(error, call);
      const waitMs = waitAfter(failure, count, options);
      if (waitMs === undefined || call.signal?.aborted === true) throw failure;
      options.log.warn('A model call failed and is tried again.', {
        provider: call.provider,
        model: call.modelId,
        code: failure.code,
        status: failure.details?.['status'],
        attempt: count,
        waitMs,
      });
      await options.clock.sleep(waitMs, { signal: call.signal });
    }
  }
}

/** How long to wait before the next attempt; undefined when there is to be none. */
function waitAfter(failure: AppError, count: number, options: RetryOptions): number | undefined {
  const { maxAttempts = 3, baseMs = 500, maxMs = 20_000, random = Math.random } = options;
  const asked = failure.retryAfterMs ?? 0;
  if (!failure.retryable || count >= maxAttempts || asked > maxMs) return undefined;
  return Math.max(asked, backoffMs(count, { baseMs, maxMs, random }));
}
