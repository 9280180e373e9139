import type { ClientState } from '@homarus/sdk';

import type { HealthFacts } from '../gateway/gateway.ts';
import { shortRequest } from '../pairing/short-request.ts';
import { issueText, problemText } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import type { Texts } from '../texts/index.ts';

/** How the connection is, in one line. */
export interface ConnectionLine {
  readonly tone: 'good' | 'limited' | 'busy' | 'bad';
  /** A word or two, always shown. */
  readonly short: string;
  /** A sentence; absent when all is well. */
  readonly long?: string;
  /** What helps. */
  readonly remedy?: 'retry' | 'token' | 'password' | 'doctor';
}

export interface ConnectionFacts {
  readonly state: ClientState;
  readonly health: HealthFacts;
  /** Unix milliseconds. */
  readonly now: number;
}

export function toConnectionLine(
  { state, health, now }: ConnectionFacts,
  t: Texts,
): ConnectionLine {
  const texts = t.connection;
  switch (state.status) {
    case 'connected':
      return health.status === 'healthy'
        ? { tone: 'good', short: texts.connected }
        : {
            tone: 'limited',
            short: texts.degraded,
            long: texts.limits(health.issues.map((issue) => issueText(issue, t))),
            remedy: 'doctor',
          };
    case 'connecting':
      return { tone: 'busy', short: texts.connecting };
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((state.retryAt - now) / 1000));
      return { tone: 'bad', short: texts.offline, long: texts.waiting(seconds), remedy: 'retry' };
    }
    case 'pairing':
      return {
        tone: 'busy',
        short: texts.pairing,
        long: texts.pairingHelp(shortRequest(state.requestId ?? '')),
      };
    case 'refused':
      return refused(state.problem, t);
    case 'closed':
      return { tone: 'bad', short: texts.offline, long: texts.closed, remedy: 'retry' };
    default:
      return state satisfies never;
  }
}

const missing: ReadonlySet<string> = new Set(['AUTH_TOKEN_MISSING', 'AUTH_PASSWORD_MISSING']);

function refused(problem: Problem, t: Texts): ConnectionLine {
  const { code } = problem;
  const { connection } = t;
  const isPassword = code.startsWith('AUTH_PASSWORD');
  const isToken = code.startsWith('AUTH_TOKEN') || code === 'AUTH_DEVICE_TOKEN_MISMATCH';
  const bad = { tone: 'bad', short: connection.offline } as const;
  if (!isPassword && !isToken)
    return { ...bad, long: connection.refused(problemText(problem, t)), remedy: 'retry' };
  const isFirst = missing.has(code) || code === 'AUTH_DEVICE_TOKEN_MISMATCH';
  return {
    ...bad,
    ...(isFirst ? {} : { long: connection.tokenWrong }),
    remedy: isPassword ? 'password' : 'token',
  };
}
