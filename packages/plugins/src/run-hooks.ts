import type { HookAnswer, HookContext, HookEvent, HookName } from '@homarus/plugin-api';

import type { LoadedPlugin } from './load-plugin.ts';

export interface HookRun<N extends HookName> {
  readonly name: N;
  readonly event: HookEvent<N>;
  readonly context: HookContext;
  /** For each handler. */
  readonly timeoutMs: number;
}

/**
 * Calls the handlers of an event one after the other, those of a higher priority first, and answers
 * what they answered. One that throws or hangs is noted and left out. Never rejects.
 */
export async function runHooks<N extends HookName>(
  plugins: readonly LoadedPlugin[],
  { name, event, context, timeoutMs }: HookRun<N>,
): Promise<readonly HookAnswer<N>[]> {
  const handlers = plugins
    .flatMap(({ guard, registered }) =>
      registered.hooks[name].map((hook, index) => ({ ...hook, guard, index })),
    )
    .toSorted((a, b) => (b.options.priority ?? 0) - (a.options.priority ?? 0));
  const answers: HookAnswer<N>[] = [];
  for (const { guard, index, handler, options } of handlers) {
    if (guard.status === 'off') continue;
    const limit = Math.min(options.timeoutMs ?? timeoutMs, timeoutMs);
    try {
      const call = { what: `event ${name}, handler ${index + 1}`, timeoutMs: limit };
      answers.push(await guard.call(call, () => handler(event, context)));
    } catch {
      // The guard has noted it.
    }
  }
  return answers;
}
