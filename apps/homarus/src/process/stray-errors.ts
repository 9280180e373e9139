/** Errors that nothing caught. */
export interface StrayErrors extends Disposable {
  /** `take` answers whether it has dealt with an error, and the process can go on. */
  watch(take: (error: unknown) => boolean): void;
}

/** Catches them until it is disposed of; what nobody takes is a bug. */
export function catchStrayErrors(onBug: (error: unknown) => void): StrayErrors {
  const takers: ((error: unknown) => boolean)[] = [];
  const listener = (error: unknown): void => {
    if (!takers.some((take) => take(error))) onBug(error);
  };
  // Rejections that nobody handles come as well.
  process.on('uncaughtException', listener);
  return {
    watch: (take) => void takers.push(take),
    [Symbol.dispose]: () => void process.off('uncaughtException', listener),
  };
}
