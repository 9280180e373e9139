import { isAppError } from '@homarus/base';
import type { HealthIssue } from '@homarus/base';

import type { Texts } from '../texts/index.ts';

/** Why something failed, as the gateway or the SDK says it. */
export interface Problem {
  /** What says it most exactly: `CONFLICT`, `NO_CONNECTION`; empty for what has none. */
  readonly code: string;
  /** A sentence in English. */
  readonly message: string;
}

export function toProblem(error: unknown): Problem {
  if (isAppError(error)) {
    const own = error.details?.['code'];
    const code = typeof own === 'string' ? own : error.code.toUpperCase();
    return { code, message: error.message };
  }
  return { code: '', message: error instanceof Error ? error.message : String(error) };
}

/** In the language of the page, as far as it knows the code. */
export function problemText({ code, message }: Problem, { problems }: Texts): string {
  return problems[code]?.(message) ?? message;
}

/** What does not work as it should, in the language of the page, as far as it knows the code. */
export function issueText(issue: HealthIssue, { issues }: Texts): string {
  return issues[issue.code]?.(issue) ?? issue.message;
}
