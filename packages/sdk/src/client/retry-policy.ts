import { backoffMs } from '@homarus/base';
import type { AppError } from '@homarus/base';

import type { ClientState } from './client-state.ts';
import { toProblem } from './client-state.ts';

export interface ReconnectOptions {
  /** The wait after the first failure. Default 500. */
  readonly baseMs?: number;
  /** Default 15,000. */
  readonly maxMs?: number;
  /** How often a device that waits for its approval asks. Default 3,000. */
  readonly pairingMs?: number;
}

export interface Failure {
  readonly error: AppError;
  /** Failures without a connection in between, from 1. */
  readonly attempt: number;
  readonly now: number;
  /** In [0, 1). */
  readonly random: () => number;
}

/** What follows a failed attempt or a lost connection: wait and try again, or not. */
export function stateAfter(
  { error, attempt, now, random }: Failure,
  { baseMs = 500, maxMs = 15_000, pairingMs = 3_000 }: ReconnectOptions,
): ClientState {
  const problem = toProblem(error);
  if (problem.code === 'PAIRING_REQUIRED') {
    const requestId = error.details?.['requestId'];
    return {
      status: 'pairing',
      requestId: typeof requestId === 'string' ? requestId : undefined,
      retryAt: now + pairingMs,
      problem,
    };
  }
  if (!error.retryable) return { status: 'refused', problem };
  const waitMs = Math.max(backoffMs(attempt, { baseMs, maxMs, random }), error.retryAfterMs ?? 0);
  return { status: 'waiting', attempt, retryAt: now + waitMs, problem };
}
