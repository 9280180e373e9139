import { abortedError } from '@homarus/base';

export interface LaneOptions {
  /** Takes a waiting task out of its lane; a task that has started is its own master. */
  readonly signal?: AbortSignal;
}

/** Queues by key: one task at a time in a lane, lanes beside each other. */
export interface Lanes {
  /**
   * Runs the task when all tasks that came to its lane before have ended, well or badly, and settles as
   * it does. A task in a free lane starts before `run` returns. Rejects with `aborted`, without running
   * the task, when the signal aborts first.
   *
   * A task must not wait for another one of its own lane.
   */
  run<T>(key: string, task: () => Promise<T>, options?: LaneOptions): Promise<T>;
  /** Whether a task of this lane runs. */
  isBusy(key: string): boolean;
  /** Resolves when no lane has a task left; at once when none has. */
  idle(): Promise<void>;
}

type Start = () => void;

export function createLanes(): Lanes {
  /** What waits, by the key of each busy lane. */
  const waiting = new Map<string, Set<Start>>();
  let idleWaiters: Start[] = [];

  const leave = (key: string): void => {
    const queue = waiting.get(key);
    const next = queue?.values().next().value;
    if (next !== undefined) {
      queue?.delete(next);
      next();
      return;
    }
    waiting.delete(key);
    if (waiting.size > 0) return;
    const waiters = idleWaiters;
    idleWaiters = [];
    for (const wake of waiters) wake();
  };

  const runNow = async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    try {
      return await task();
    } finally {
      leave(key);
    }
  };

  return {
    async run(key, task, { signal } = {}) {
      if (signal?.aborted === true) throw abortedError(signal);
      const queue = waiting.get(key);
      if (queue === undefined) waiting.set(key, new Set());
      else await turnOf(queue, signal);
      return runNow(key, task);
    },
    isBusy: (key) => waiting.has(key),
    idle: () =>
      waiting.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            idleWaiters.push(resolve);
          }),
  };
}

/** Waits in the queue until it is our turn, or the signal aborts. */
function turnOf(queue: Set<Start>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = (): void => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    };
    const giveUp = (): void => {
      queue.delete(start);
      reject(abortedError(signal));
    };
    queue.add(start);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
