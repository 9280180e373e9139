/** Events of a producer that does not wait for its consumer. */
export interface EventQueue<Event> extends AsyncIterable<Event> {
  push(event: Event): void;
  /** Ends the iteration after what is queued. Later pushes are dropped. */
  close(): void;
}

/** For one consumer: the producer must not stand still because it reads slowly. */
export function createEventQueue<Event>(): EventQueue<Event> {
  const queued: Event[] = [];
  let isClosed = false;
  let wake = Promise.withResolvers<void>();
  const signal = (): void => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  return {
    push(event) {
      if (isClosed) return;
      queued.push(event);
      signal();
    },
    close() {
      isClosed = true;
      signal();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const waiting = wake.promise;
        yield* queued.splice(0);
        if (queued.length > 0) continue;
        if (isClosed) return;
        await waiting;
      }
    },
  };
}
