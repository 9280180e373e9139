import { errorText, hasCode, throwIfAborted } from '@homarus/base';

import { createKeyedQueue } from '../keyed-queue.ts';
import type { MirrorWork } from './mirror-work.ts';

/**
 * Does the work of a mirror one piece at a time: what is decided over a file is not to change under it.
 * The mirror is opened for the first piece.
 */
export interface WorkLane extends AsyncDisposable {
  /** Looks only: how it goes says nothing about the tree. */
  look<T>(work: (mirrorWork: MirrorWork) => Promise<T>): Promise<T>;
  /** Writes: when it fails, the tree is behind until the next one succeeds. */
  change<T>(work: (mirrorWork: MirrorWork) => Promise<T>): Promise<T>;
  getFailure(): string | undefined;
  /** Aborts when the lane is disposed of. */
  readonly signal: AbortSignal;
}

export function createWorkLane(open: () => Promise<MirrorWork>): WorkLane {
  const lane = createKeyedQueue();
  const stopped = new AbortController();
  let failure: string | undefined;
  let opened: MirrorWork | undefined;
  const look: WorkLane['look'] = (work) =>
    lane.run('', async () => {
      throwIfAborted(stopped.signal);
      opened ??= await open();
      return work(opened);
    });
  return {
    look,
    change: async (work) => {
      try {
        const result = await look(work);
        failure = undefined;
        return result;
      } catch (error) {
        const isAborted = stopped.signal.aborted || hasCode(error, 'aborted');
        if (!isAborted) failure = errorText(error);
        throw error;
      }
    },
    getFailure: () => failure,
    signal: stopped.signal,
    async [Symbol.asyncDispose]() {
      stopped.abort();
      await lane.run('', () => Promise.resolve());
      await opened?.[Symbol.asyncDispose]();
    },
  };
}
