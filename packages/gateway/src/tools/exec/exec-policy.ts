import { AppError } from '@homarus/base';

import { isAllowed } from './allow-list.ts';
import type { ParsedCommand } from './parse-command.ts';

/** What may run at all: nothing, what the allow-list has, or everything. */
export const execSecurities = ['deny', 'allowlist', 'full'] as const;
export type ExecSecurity = (typeof execSecurities)[number];

/** When a person is asked: never, when the allow-list does not have it, or each time. */
export const execAsks = ['off', 'on-miss', 'always'] as const;
export type ExecAsk = (typeof execAsks)[number];

/** One agent's rules for `exec`. */
export interface ExecPolicy {
  readonly security: ExecSecurity;
  readonly ask: ExecAsk;
  /** Patterns of commands. */
  readonly allow: readonly string[];
}

/** The rules by the name that the configuration gives them. */
export const execModes = {
  deny: { security: 'deny', ask: 'off' },
  allowlist: { security: 'allowlist', ask: 'off' },
  ask: { security: 'allowlist', ask: 'on-miss' },
  full: { security: 'full', ask: 'off' },
} as const satisfies Record<string, Omit<ExecPolicy, 'allow'>>;

export type ExecMode = keyof typeof execModes;

/**
 * Whether a command may run now, or a person decides. Throws `forbidden`, with why and what would
 * help, for what may not. A command that needs a shell is on no allow-list.
 */
export function judgeCommand(policy: ExecPolicy, command: ParsedCommand): 'run' | 'ask' {
  if (policy.security === 'deny') throw denied('exec is off for this agent.');
  if (policy.ask === 'always') return 'ask';
  if (policy.security === 'full') return 'run';
  const { words } = command;
  if (words !== undefined && isAllowed(words, policy.allow)) return 'run';
  if (policy.ask === 'on-miss') return 'ask';
  throw denied(
    words === undefined
      ? 'The command needs a shell (a pipe, redirection, variable or wildcard); only plain commands can be on the allow-list. Run one program with fixed words.'
      : 'The command is not on the allow-list of this agent.',
  );
}

function denied(reason: string): AppError {
  return new AppError('forbidden', reason, { details: { path: 'command' } });
}
