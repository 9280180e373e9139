/** Puts what was written on the disk, for many writers at a time. */
export interface GroupSync {
  /**
   * Resolves when a sync that began after this call has ended: all who call while one runs share the
   * next. Rejects with what the sync threw, and from then on without trying, until {@link mended}.
   */
  flush(): Promise<void>;
  /** What the sync threw; undefined when all is well. */
  readonly failure: unknown;
  /** What was written is safe by other means: later syncs may be tried. */
  mended(): void;
  /** Resolves when no sync runs or waits. */
  idle(): Promise<void>;
}

export function createGroupSync(sync: () => Promise<void>): GroupSync {
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  let failure: unknown;

  const begin = async (): Promise<void> => {
    waiting = undefined;
    // A sync that works after one that failed proves nothing: the system may have dropped the pages.
    if (failure !== undefined) throw failure;
    try {
      await sync();
    } catch (error) {
      failure = error;
      throw error;
    }
  };

  return {
    flush() {
      if (waiting === undefined) {
        waiting = last.then(begin, begin);
        last = waiting;
      }
      return waiting;
    },
    get failure() {
      return failure;
    },
    mended() {
      failure = undefined;
    },
    idle: () => last.catch(() => undefined),
  };
}
