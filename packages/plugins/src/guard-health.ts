import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';

import type { PluginStatus } from './plugin-status.ts';

const maxProblems = 100;

/** What is known to be wrong: what failed is mended by its next success. */
export function createGuardHealth(log: Logger) {
  const problems = new Map<string, string>();
  let ended: { readonly status: 'off' | 'failed'; readonly error: string } | undefined;
  return {
    /** Why it is not called any more. */
    get ended(): string | undefined {
      return ended?.error;
    },
    get status(): PluginStatus {
      return ended?.status ?? (problems.size === 0 ? 'ready' : 'degraded');
    },
    get error(): string | undefined {
      return [...problems].at(-1)?.join(': ');
    },
    note(what: string, thrown: unknown): void {
      const error = errorText(thrown);
      const isKnown = problems.get(what) === error;
      problems.delete(what);
      problems.set(what, error);
      const [oldest = what] = problems.keys();
      if (problems.size > maxProblems) problems.delete(oldest);
      // What fails at every call is told once, until it works again.
      if (!isKnown) log.warn('A plugin failed', { what, error });
    },
    mend(what: string): void {
      problems.delete(what);
    },
    end(status: 'off' | 'failed', error: string): void {
      ended = { status, error };
      log.error('A plugin is not called any more', { status, error });
    },
  };
}

export type GuardHealth = ReturnType<typeof createGuardHealth>;
