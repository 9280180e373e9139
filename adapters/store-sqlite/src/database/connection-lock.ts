/** Lets one user at a time have something, in the order in which they came. */
export interface ConnectionLock {
  acquire(): Promise<void>;
  release(): void;
}

export function createConnectionLock(): ConnectionLock {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  return {
    acquire() {
      if (isTaken) {
        return new Promise((resolve) => {
          waiting.push(resolve);
        });
      }
      isTaken = true;
      return Promise.resolve();
    },
    release() {
      const next = waiting.shift();
      if (next === undefined) isTaken = false;
      else next();
    },
  };
}
