import { errorText } from '@homarus/base';

import type { MirrorDeps } from './mirror-deps.ts';
import { leadsToMemories, parseMemoryFolder } from './paths.ts';
import type { Changes } from './scan.ts';

/** Hears of edits and has them taken in, when nothing was heard for a while. */
export interface EditWatch extends AsyncDisposable {
  isWatching(): boolean;
}

/**
 * Editors write in several steps, and `rm -r` or `git checkout` go through many files: only when it has
 * been quiet for so long is it clear what a person did.
 */
const quietMs = 1_000;

export async function createEditWatch(
  deps: MirrorDeps,
  takeIn: (changes: Changes) => Promise<void>,
  signal: AbortSignal,
): Promise<EditWatch> {
  const heard = new Map<string, Set<string> | undefined>();
  let lastHeardAt = 0;
  let waiting: Promise<void> | undefined;
  let isWatching = deps.files.watch !== undefined;

  const takeInHeard = async (): Promise<void> => {
    while (heard.size > 0) {
      const waitMs = lastHeardAt + quietMs - deps.clock.now();
      if (waitMs > 0) {
        await deps.clock.sleep(waitMs, { signal });
        continue;
      }
      const changes = new Map(heard);
      heard.clear();
      await takeIn(changes).catch((error: unknown) => {
        if (signal.aborted) return;
        deps.log.warn('Edits in the Markdown tree could not be taken in', {
          error: errorText(error),
        });
      });
    }
  };

  const watcher = await deps.files.watch?.({
    wants: leadsToMemories,
    onChange: (folder, name) => {
      if (parseMemoryFolder(folder) === undefined) return;
      const names = heard.has(folder) ? heard.get(folder) : new Set<string>();
      heard.set(folder, name === undefined ? undefined : names?.add(name));
      lastHeardAt = deps.clock.now();
      waiting ??= takeInHeard()
        .catch(() => undefined)
        .finally(() => {
          waiting = undefined;
        });
    },
    onFailure: (error) => {
      isWatching = false;
      deps.log.warn('The Markdown tree cannot be watched; edits are found at the next start', {
        error: errorText(error),
      });
    },
  });

  return {
    isWatching: () => isWatching,
    [Symbol.asyncDispose]: async () => watcher?.[Symbol.asyncDispose](),
  };
}
