import { backoffMs, errorText } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';
import type { RunRecord, Sessions } from '@homarus/sessions';

import type { Remember } from './remember.ts';

/** Brings memory up to date with the log. */
export interface Recovery {
  /** Settles what an earlier process left; resolves after the first try. Later tries go on by themselves. */
  start(): Promise<void>;
  /** Hands over what other processes left; later tries go on by themselves. */
  take(runs: readonly RunRecord[]): Promise<void>;
  /** A run of this process ended, but memory did not take it, or it broke off; `problem` says why. */
  noteUnsettled(runId: string, problem: string): void;
  /** Why, by the id of the run. */
  readonly problems: ReadonlyMap<string, string>;
  /** No further tries; what is left is settled by the next process. */
  stop(): Promise<void>;
}

export interface RecoveryDeps {
  readonly sessions: Sessions;
  readonly remember: Remember;
  /** Whether a plugin has the place of memory: what is left is handed over when it has it no more. */
  readonly isElsewhere: () => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Between tries. */
const backoff = { baseMs: 1000, maxMs: 60_000 };

export function createRecovery(deps: RecoveryDeps): Recovery {
  const { sessions, clock, log } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const problems = new Map<string, string>();
  let retrying: Promise<void> | undefined;

  const retry = async (): Promise<void> => {
    for (let attempt = 1; problems.size > 0; attempt += 1) {
      await clock.sleep(backoffMs(attempt, backoff), { signal });
      await settleBroken(deps, { problems, signal }).catch((error: unknown) => {
        log.warn('Turns could not be handed over to memory', { error: errorText(error) });
      });
    }
  };

  const retryLater = (): void => {
    if (problems.size === 0 || signal.aborted) return;
    retrying ??= retry()
      // Only the sleep rejects, when the gateway stops.
      .catch(() => undefined)
      .finally(() => {
        retrying = undefined;
        retryLater();
      });
  };

  const take = async (runs: readonly RunRecord[]): Promise<void> => {
    await handOver(deps, { problems, signal }, runs);
    retryLater();
  };

  return {
    problems,
    async start() {
      await take(await sessions.recover());
    },
    take,
    noteUnsettled(runId, problem) {
      problems.set(runId, problem);
      retryLater();
    },
    async stop() {
      stopping.abort();
      await retrying;
    },
  };
}

interface State {
  readonly problems: Map<string, string>;
  readonly signal: AbortSignal;
}

async function handOver(
  { sessions, remember, isElsewhere }: RecoveryDeps,
  { problems, signal }: State,
  runs: readonly RunRecord[],
): Promise<void> {
  for (const run of runs) {
    if (signal.aborted || isElsewhere()) return;
    const problem = await remember(run, await sessions.getRunEntries(run.runId));
    if (problem === undefined) {
      await sessions.markRemembered(run.runId);
      problems.delete(run.runId);
    } else problems.set(run.runId, problem);
  }
}

/** Of the runs without an end, only those that are known to have broken off: others are still at work. */
async function settleBroken(deps: RecoveryDeps, state: State): Promise<void> {
  const { sessions } = deps;
  const unsettled = await sessions.listUnsettledRuns();
  const left = unsettled.filter((run) => state.problems.has(run.runId));
  for (const run of left) {
    if (run.status === 'running') {
      const error = 'The turn broke off because it could not be logged.';
      await sessions.finish(run, { status: 'failed', error, isRemembered: false });
    }
  }
  const leftIds = new Set(left.map((run) => run.runId));
  for (const runId of state.problems.keys()) {
    if (!leftIds.has(runId)) state.problems.delete(runId);
  }
  await handOver(deps, state, left);
}
