import { errorText } from '@homarus/base';
import type {
  HookAnswer,
  HookContext,
  HookEvent,
  HookName,
  HookOptions,
} from '@homarus/plugin-api';

import type { LoadedPlugin } from './load-plugin.ts';

export interface HookRun<N extends HookName> {
  readonly name: N;
  readonly event: HookEvent<N>;
  readonly context: HookContext;
  /** For each handler. */
  readonly timeoutMs: number;
}

/** What became of an event. */
export interface HookOutcome<N extends HookName> {
  /** What the handlers answered, in the order in which they were called. */
  readonly answers: readonly HookAnswer<N>[];
  /** Why handlers could not be asked, by plugin: what guards something must not take that for a yes. */
  readonly failures: readonly string[];
}

/**
 * Calls the handlers of an event one after the other, those of a higher priority first; each has a
 * copy of the event of its own. One that throws or hangs is noted and left out. Never rejects.
 */
export async function runHooks<N extends HookName>(
  plugins: readonly LoadedPlugin[],
  { name, event, context, timeoutMs }: HookRun<N>,
): Promise<HookOutcome<N>> {
  const handlers = plugins
    .flatMap(({ guard, registered, hookTimeoutMs = timeoutMs }) =>
      registered.hooks[name].map((hook, index) => ({ ...hook, guard, index, hookTimeoutMs })),
    )
    .filter(({ options }) => isMeant(options, event))
    .toSorted((a, b) => (b.options.priority ?? 0) - (a.options.priority ?? 0));
  const answers: HookAnswer<N>[] = [];
  const failures: string[] = [];
  for (const { guard, index, handler, options, hookTimeoutMs } of handlers) {
    const limit = Math.min(options.timeoutMs ?? hookTimeoutMs, hookTimeoutMs);
    try {
      const call = { what: `event ${name}, handler ${index + 1}`, timeoutMs: limit };
      const own = structuredClone(event);
      answers.push(await guard.call(call, () => handler(own, context)));
    } catch (error) {
      // The guard has noted it.
      failures.push(`${guard.pluginId}: ${errorText(error)}`);
    }
  }
  return { answers, failures };
}

/** A handler may ask for the calls of some tools only. */
function isMeant({ matcher }: HookOptions, event: object): boolean {
  if (matcher === undefined || !('toolName' in event)) return true;
  return typeof event.toolName === 'string' && matcher.includes(event.toolName);
}
