import { errorText } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';
import type { OrphanedWork, Sessions } from '@homarus/sessions';

/** Takes over what other processes on the same database left when they died. */
export interface OrphanWatch {
  /** Looks from now on. Nothing where one process at a time works on the database. */
  start(): void;
  stop(): Promise<void>;
}

export interface OrphanWatchDeps {
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly log: Logger;
  /** Does what is left to do; it is this process's own by then. */
  readonly takeOver: (work: OrphanedWork) => Promise<void>;
}

/**
 * Between looks. Who is missing at two of them is gone: a connection that breaks for a moment, while
 * its process still works on its turns, is there again sooner.
 */
const lookMs = 15_000;

export function createOrphanWatch({
  sessions,
  clock,
  log,
  takeOver,
}: OrphanWatchDeps): OrphanWatch {
  const stopping = new AbortController();
  const { signal } = stopping;
  let watching: Promise<void> | undefined;

  const watch = async (): Promise<void> => {
    let missing: readonly number[] = [];
    for (;;) {
      await clock.sleep(lookMs, { signal });
      try {
        const now = await sessions.listGone();
        const gone = now.filter((server) => missing.includes(server));
        missing = now;
        if (gone.length > 0) await takeOver(await sessions.adopt(gone));
      } catch (error) {
        log.warn('What other servers left could not be taken over', { error: errorText(error) });
      }
    }
  };

  return {
    start() {
      if (!sessions.isShared) return;
      // Only the sleep rejects, when the gateway stops.
      watching ??= watch().catch(() => undefined);
    },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
