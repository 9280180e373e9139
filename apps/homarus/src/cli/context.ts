import type { Environment } from '../env.ts';
import type { Texts } from '../texts/index.ts';

/** What every command gets. */
export interface CommandContext {
  readonly env: Environment;
  readonly texts: Texts;
  /** One line for the person, on stdout. */
  readonly say: (line: string) => void;
  /** One line on stderr: notices beside the output, and errors. */
  readonly tell: (line: string) => void;
}

/** 0 done, 1 failed, 2 wrong command line or configuration. */
export type ExitCode = 0 | 1 | 2;
