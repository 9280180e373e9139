import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';

import { networkOf } from './network-of.ts';

export interface AttemptLimitOptions {
  /** Failures of one address (of one /64 network, with IPv6) within `windowMs` after which it is refused. Default 10. */
  readonly maxFailures?: number;
  /** Default 60,000. */
  readonly windowMs?: number;
  /** Addresses that are remembered; the oldest are forgotten beyond it. Default 10,000. */
  readonly maxAddresses?: number;
}

/** Keeps an address from guessing secrets. */
export interface AttemptLimit {
  /** Throws `rate_limited` while the address has failed too often; also for the right secret. */
  check(address: string): void;
  fail(address: string): void;
}

export function createAttemptLimit(
  clock: Pick<Clock, 'now'>,
  options: AttemptLimitOptions = {},
): AttemptLimit {
  const { maxFailures = 10, windowMs = 60_000, maxAddresses = 10_000 } = options;
  const byNetwork = new Map<string, { count: number; readonly until: number }>();
  const current = (network: string) => {
    const failures = byNetwork.get(network);
    if (failures === undefined || failures.until > clock.now()) return failures;
    byNetwork.delete(network);
    return undefined;
  };
  return {
    check(address) {
      const failures = current(networkOf(address));
      if (failures === undefined || failures.count < maxFailures) return;
      throw new AppError(
        'rate_limited',
        'unauthorized: too many failed authentication attempts (retry later)',
        {
          details: { code: 'AUTH_RATE_LIMITED', recommendedNextStep: 'wait_then_retry' },
          retryAfterMs: failures.until - clock.now(),
        },
      );
    },
    fail(address) {
      const network = networkOf(address);
      const failures = current(network);
      if (failures !== undefined) {
        failures.count += 1;
        return;
      }
      const [oldest] = byNetwork.keys();
      if (byNetwork.size >= maxAddresses && oldest !== undefined) byNetwork.delete(oldest);
      byNetwork.set(network, { count: 1, until: clock.now() + windowMs });
    },
  };
}
