import { watch } from 'node:fs';
import path from 'node:path';

import { errorText } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';

import type { FileConfigDesk } from './config-desk.ts';
import { problemsOf } from './problem.ts';
import { issuesOf } from './wire-issues.ts';

export interface WatchConfigDeps {
  readonly desk: Pick<FileConfigDesk, 'reload'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Editors write a file in several steps. */
const settleMs = 200;

/**
 * Takes in what is written to the file by hand, when it has been quiet for a moment. What is not valid
 * is logged, and the configuration stays as it was. Stops when it is disposed of.
 */
export function watchConfig({ desk, clock, log }: WatchConfigDeps, file: string): Disposable {
  const stopping = new AbortController();
  let waiting = new AbortController();
  const settle = async (signal: AbortSignal): Promise<void> => {
    await clock.sleep(settleMs, { signal }).then(
      () => reload({ desk, log }),
      // There was another change, or it is over.
      () => undefined,
    );
  };
  try {
    // The folder: editors put another file in the place of the one that was watched.
    const watcher = watch(path.dirname(file), { signal: stopping.signal }, (_event, name) => {
      if (name !== null && name !== path.basename(file)) return;
      waiting.abort();
      waiting = new AbortController();
      void settle(AbortSignal.any([waiting.signal, stopping.signal]));
    });
    watcher.on('error', (error) => log.warn('The configuration is not watched', { error }));
  } catch (error) {
    log.warn('The configuration is not watched', { reason: errorText(error) });
  }
  return { [Symbol.dispose]: () => stopping.abort() };
}

async function reload({ desk, log }: Pick<WatchConfigDeps, 'desk' | 'log'>): Promise<void> {
  try {
    const change = await desk.reload();
    if (change === undefined) return;
    const { changed, restartPaths } = change;
    log.info('The configuration was read again', { changed, waitForRestart: restartPaths });
  } catch (error) {
    const problems = problemsOf(error);
    const found = problems === undefined ? { error } : { issues: issuesOf(problems) };
    log.warn('The configuration file is not valid; what was in effect stays', found);
  }
}
