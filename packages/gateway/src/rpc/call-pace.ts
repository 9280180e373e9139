/** When the calls of one connection may start. */
export interface CallPace {
  /** Resolves when the next call may start; in the order in which it was asked. */
  next(): Promise<void>;
}

/**
 * Lets one call start in each turn of the event loop, and none while the client does not take in the
 * answers that it has: a client that asks for much takes neither the others' time nor the memory.
 */
export function createCallPace(whenCaughtUp: () => Promise<void>): CallPace {
  /** Resolves when a call may start after the last one; undefined when one may start at once. */
  let last: Promise<void> | undefined;
  return {
    async next() {
      const before = last;
      const passed = Promise.withResolvers<void>();
      last = passed.promise;
      await before;
      setImmediate(() => {
        void whenCaughtUp().then(() => {
          if (last === passed.promise) last = undefined;
          passed.resolve();
        });
      });
    },
  };
}
