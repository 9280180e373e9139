import { AppError } from '@homarus/base';

import type { Expectation } from './schema/values.ts';

/** One thing that is wrong with the configuration. `texts/` puts it into words. */
export type ConfigProblem = {
  /** The file, variable or option that says it. */
  readonly source: string;
  /** `gateway.port`, `models[0].endpoint`; empty for the whole file. */
  readonly path: string;
} & (
  | { readonly type: 'unreadable'; readonly reason: string }
  | {
      readonly type: 'unknown_key';
      readonly nearest: string | undefined;
      readonly allowed: readonly string[];
    }
  | { readonly type: 'missing'; readonly choices: readonly string[] }
  | { readonly type: 'wrong_value'; readonly found: string; readonly expected: Expectation }
  | { readonly type: 'not_a_choice'; readonly found: string; readonly choices: readonly string[] }
  | { readonly type: 'unset_reference'; readonly variable: string }
  | { readonly type: 'no_model_name'; readonly provider: string }
  | { readonly type: 'no_api_key'; readonly provider: string; readonly variable: string }
  | { readonly type: 'open_without_secret'; readonly host: string; readonly door: Door }
  | { readonly type: 'no_secret'; readonly door: Door }
);

/** What listens. */
export type Door = 'gateway' | 'memory';

/** What has a port of its own: a service, or the control page beside its gateway. */
export type PortName = Door | 'control';

/** Every problem at once, so that a person mends them in one go. */
class ConfigError extends AppError {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const path = problems[0]?.path ?? '';
    super('invalid_request', `The configuration has a problem at ${path}.`, {
      details: { problems },
    });
    this.problems = problems;
  }
}

export function configError(problems: readonly ConfigProblem[]): AppError {
  return new ConfigError(problems);
}

/** The problems of a {@link configError}; undefined for any other error, whatever its details are. */
export function problemsOf(error: unknown): readonly ConfigProblem[] | undefined {
  return error instanceof ConfigError ? error.problems : undefined;
}
