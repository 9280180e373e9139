import { setImmediate } from 'node:timers/promises';

/** Resolves as soon as the condition holds; the test's own time limit ends a wait in vain. */
export async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate();
}
