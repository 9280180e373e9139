import { AppError, type Clock, hasCode } from '@homarus/base';

import { looksLikeKey } from './admin/key-secret.ts';
import { type Authenticate, credentialsOf } from './auth.ts';

/** How much a caller may ask for. */
export interface RateLimit {
  /** Calls in the long run; 0: no limit. */
  readonly perMinute: number;
  /** Calls at once, after a pause; at least 1. */
  readonly burst: number;
}

/** 500 a second in the long run: no honest caller meets it, a runaway loop does. */
export const defaultRateLimit: RateLimit = { perMinute: 30_000, burst: 3000 };

/** Wrong keys from one address. */
const wrongKeyLimit: RateLimit = { perMinute: 30, burst: 30 };

export interface RateLimiter {
  /** Takes one call of this name; throws `rate_limited`, with how long to wait, when there is none. */
  take(name: string): void;
  /** Throws as {@link RateLimiter.take} does, but takes nothing. */
  require(name: string): void;
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

const maxBuckets = 10_000;

/** Of sums of parts of a call. */
const rounding = 1e-6;

/** A token bucket for each name. */
export function createRateLimiter(limit: RateLimit, clock: Clock): RateLimiter {
  const { perMinute } = limit;
  const burst = Math.max(1, limit.burst);
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;
  const tokensOf = (name: string, now: number): number => {
    const { tokens, at } = buckets.get(name) ?? { tokens: burst, at: now };
    // A clock that was set back gives nothing.
    return Math.min(burst, tokens + Math.max(0, now - at) * perMs);
  };
  const forgetFull = (now: number): void => {
    for (const name of buckets.keys()) {
      if (tokensOf(name, now) >= burst) buckets.delete(name);
    }
    if (buckets.size >= maxBuckets) buckets.clear();
  };
  const requireTokens = (name: string, now: number): number => {
    const tokens = tokensOf(name, now);
    if (tokens >= 1 - rounding) return tokens;
    throw new AppError('rate_limited', 'Too many calls; wait as long as Retry-After says.', {
      retryAfterMs: Math.ceil((1 - tokens) / perMs - rounding),
    });
  };
  return {
    take: (name) => {
      if (perMinute === 0) return;
      const now = clock.now();
      const tokens = requireTokens(name, now);
      if (buckets.size >= maxBuckets) forgetFull(now);
      buckets.set(name, { tokens: tokens - 1, at: now });
    },
    require: (name) => {
      if (perMinute > 0) requireTokens(name, clock.now());
    },
  };
}

/**
 * The same, within limits: of calls by key (or of all callers without keys), and of wrong keys by
 * address. An address with too many of those is not heard for a while, but for keys of the server's
 * own making: these cannot be guessed, and a proxy's callers share its address.
 */
export function limitedAuthenticate(
  authenticate: Authenticate,
  limit: RateLimit,
  clock: Clock,
): Authenticate {
  const calls = createRateLimiter(limit, clock);
  const wrongKeys = createRateLimiter(wrongKeyLimit, clock);
  return async (headers, address = 'unknown') => {
    const given = credentialsOf(headers);
    const isGuess = given !== undefined && !looksLikeKey(given);
    if (isGuess) wrongKeys.require(address);
    try {
      const caller = await authenticate(headers);
      calls.take(caller.actor);
      return caller;
    } catch (error) {
      if (isGuess && hasCode(error, 'unauthorized')) wrongKeys.take(address);
      throw error;
    }
  };
}
