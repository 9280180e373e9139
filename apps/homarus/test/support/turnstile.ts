/** Lets as many through as it was told to; the others wait. */
export interface Turnstile {
  pass(): Promise<void>;
  /** So many more. */
  admit(count: number): void;
}

export function createTurnstile(): Turnstile {
  const waiting: (() => void)[] = [];
  let free = 0;
  return {
    pass() {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve));
      free -= 1;
      return Promise.resolve();
    },
    admit(count) {
      const admitted = waiting.splice(0, count);
      free += count - admitted.length;
      for (const go of admitted) go();
    },
  };
}
