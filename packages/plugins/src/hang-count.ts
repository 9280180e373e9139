import type { Logger } from '@homarus/base';

/** Counts the calls that go on beyond their deadlines. What is late and ends is no hang any more. */
export function createHangCount(maxHangs: number, log: Logger) {
  let count = 0;
  let last = '';
  return {
    get problem(): string | undefined {
      return count < maxHangs ? undefined : `${count} of its calls hang; the last is ${last}`;
    },
    watch(what: string) {
      let state: 'going' | 'hanging' | 'ended' = 'going';
      return {
        /** Nobody waits for it any more. */
        began(): void {
          if (state !== 'going') return;
          state = 'hanging';
          last = what;
          count += 1;
          if (count === maxHangs)
            log.error('A plugin is not called while its calls hang', { what });
        },
        async during<T>(work: () => T | Promise<T>): Promise<T> {
          try {
            return await work();
          } finally {
            if (state === 'hanging') count -= 1;
            state = 'ended';
          }
        },
      };
    },
  };
}

export type HangCount = ReturnType<typeof createHangCount>;
