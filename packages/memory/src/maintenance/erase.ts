import { setImmediate } from 'node:timers/promises';

import { throwIfAborted } from '@homarus/base';
import type { Clock } from '@homarus/base';

import type { MaintenanceStore, Whose } from '../ports/maintenance-store.ts';

export interface EraseDeps {
  readonly store: MaintenanceStore;
  readonly clock: Clock;
  /** Removes the files that show it. */
  readonly eraseMirror: (whose: Whose, signal?: AbortSignal) => Promise<void>;
  /** Drops what this process holds of it. */
  readonly onErased: (whose: Whose) => void;
}

/** Rows removed by one step: some milliseconds, so that nobody waits long behind it. */
const stepSize = 500;
/** For how long jobs that run are waited for: longer than any has its lease. */
const maxWaitMs = 60_000;
const waitStepMs = 50;

export async function erase(
  deps: EraseDeps,
  whose: Whose,
  signal: AbortSignal | undefined,
): Promise<number> {
  throwIfAborted(signal);
  const { store, onErased } = deps;
  // First: what waits elsewhere and arrives from now on is refused.
  await store.noteErasure(whose, deps.clock.now());
  let removed = await store.dropJobs(whose);
  await untilNoneRuns(deps, whose, signal);
  // Before the rows: of a file that somebody removes the memory is forgotten, which needs its row.
  await deps.eraseMirror(whose, signal);
  for (;;) {
    throwIfAborted(signal);
    const count = await store.erase(whose, stepSize);
    if (count === 0) break;
    removed += count;
    await setImmediate();
  }
  onErased(whose);
  return removed;
}

/** What a job read before the rows went it could write after; one of a dead process never ends. */
async function untilNoneRuns(
  { store, clock }: EraseDeps,
  whose: Whose,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < maxWaitMs; waitedMs += waitStepMs) {
    const running = await store.listJobs({ ...whose, state: 'running' }, { limit: 1 });
    if (running.length === 0) return;
    await clock.sleep(waitStepMs, { signal });
  }
}
