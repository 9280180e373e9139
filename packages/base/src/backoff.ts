export interface BackoffOptions {
  /** The wait after the first failure, in milliseconds. */
  readonly baseMs: number;
  readonly maxMs: number;
  /** A number in [0, 1); `Math.random` unless a test decides. */
  readonly random?: () => number;
}

/**
 * Exponential backoff with "equal jitter": half of `base * 2^(attempt-1)` is certain, half random.
 * `attempt` counts from 1.
 */
export function backoffMs(attempt: number, options: BackoffOptions): number {
  const random = options.random ?? Math.random;
  const full = Math.min(options.maxMs, options.baseMs * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * random());
}
