import { AppError } from '@homarus/base';

import { en } from '../texts/en.ts';
import { problemReason } from './problem-text.ts';
import { problemsOf } from './problem.ts';
import type { ConfigProblem } from './problem.ts';

export interface ConfigIssue {
  /** `gateway.port`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

/** Problems as the protocol has them; its texts are English. */
export function issuesOf(problems: readonly ConfigProblem[]): readonly ConfigIssue[] {
  return problems.map((problem) => ({ path: problem.path, message: problemReason(problem, en) }));
}

/** The error of a change that would not be valid, with all that is wrong in `details.issues`. */
export function toWireError(error: unknown): unknown {
  const problems = problemsOf(error);
  if (problems === undefined) return error;
  const issues = issuesOf(problems);
  const lines = issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return new AppError(
    'invalid_request',
    `raw: the configuration would not be valid; nothing was changed. ${lines.join(' ')}`,
    { details: { path: 'raw', issues }, cause: error },
  );
}
