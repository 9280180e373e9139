import { AsyncLocalStorage } from 'node:async_hooks';

import { AppError, errorText, hasCode, withDeadline } from '@homarus/base';
import type { Logger } from '@homarus/base';

/**
 * `ready`: it works. `degraded`: it works, and something it did failed. `failed`: it could not be
 * loaded. `off`: it hung or broke too often and is not called any more. `disabled`: by the operator.
 */
export type PluginStatus = 'ready' | 'degraded' | 'failed' | 'off' | 'disabled';

export interface GuardLimits {
  /** Deadlines that may be missed one after the other before the plugin is switched off. */
  readonly maxHangs: number;
  /** Errors outside of any call that may happen before it is. */
  readonly maxStrayErrors: number;
  /** Calls that may go on at once. */
  readonly maxCalls: number;
}

export const defaultGuardLimits: GuardLimits = { maxHangs: 3, maxStrayErrors: 5, maxCalls: 64 };

export interface GuardedCall {
  /** `tool memory_search`; for the log and for health. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Stands between the gateway and one plugin: every call into the plugin goes through it. */
export interface Guard {
  readonly pluginId: string;
  readonly status: PluginStatus;
  /** The last thing that went wrong. */
  readonly error: string | undefined;
  /**
   * Calls into the plugin. Rejects with what it threw; with `timeout` at the deadline; with
   * `unavailable` when the plugin is off, `rate_limited` when too many calls go on.
   */
  call<T>(call: GuardedCall, work: (signal: AbortSignal) => T | Promise<T>): Promise<T>;
  /** The same for what must answer at once; nothing can stop it. */
  callNow<T>(what: string, work: () => T): T;
  /** What an operator should know of it though nothing is wrong. */
  readonly remarks: readonly string[];
  remark(text: string): void;
  /** Notes what went wrong outside of a call. */
  note(what: string, error: unknown): void;
  /** An error that no call waits for, thrown by what the plugin began. */
  noteStray(error: unknown): void;
  /** For good: it could not be loaded. */
  fail(error: unknown): void;
}

const owners = new AsyncLocalStorage<string>();

/** The id of the plugin that began what runs now; undefined when none did. */
export function runningPlugin(): string | undefined {
  return owners.getStore();
}

export function createGuard(
  { pluginId, log }: { readonly pluginId: string; readonly log: Logger },
  limits: GuardLimits = defaultGuardLimits,
): Guard {
  const health = createHealth(pluginId, log);
  const remarks: string[] = [];
  const run = createRunner(pluginId, limits.maxCalls);
  let hangs = 0;
  let strays = 0;
  const noteFailure = (what: string, thrown: unknown): void => {
    health.note(what, thrown);
    if (!hasCode(thrown, 'timeout')) return;
    hangs += 1;
    if (hangs >= limits.maxHangs) health.end('off', `${hangs} calls in a row hung; last ${what}`);
  };

  return {
    pluginId,
    get status() {
      return health.status;
    },
    get error() {
      return health.error;
    },
    remarks,
    remark(text) {
      remarks.push(text);
      log.warn(text);
    },
    note: health.note,
    async call(call, work) {
      health.requireOn();
      try {
        const result = await run(call, work);
        hangs = 0;
        health.mend(call.what);
        return result;
      } catch (thrown) {
        // Who stops waiting by itself says nothing about the plugin.
        if (call.signal?.aborted !== true) noteFailure(call.what, thrown);
        throw thrown;
      }
    },
    callNow(what, work) {
      health.requireOn();
      try {
        return owners.run(pluginId, work);
      } catch (thrown) {
        health.note(what, thrown);
        throw thrown;
      }
    },
    noteStray(thrown) {
      strays += 1;
      health.note('outside of a call', thrown);
      if (strays >= limits.maxStrayErrors) {
        health.end('off', `${strays} errors that nothing caught; last ${errorText(thrown)}`);
      }
    },
    fail: (thrown) => health.end('failed', errorText(thrown)),
  };
}

/** Runs calls within their deadlines. One that hangs takes its place until it ends. */
function createRunner(pluginId: string, maxCalls: number) {
  let calls = 0;
  return async <T>(
    { what: name, timeoutMs, signal }: GuardedCall,
    work: (signal: AbortSignal) => T | Promise<T>,
  ): Promise<T> => {
    if (calls >= maxCalls) {
      const text = `${calls} calls of the plugin ${pluginId} go on already.`;
      throw new AppError('rate_limited', text);
    }
    return withDeadline({ timeoutMs, signal, name }, (limit) =>
      owners.run(pluginId, async () => {
        calls += 1;
        try {
          return await work(limit);
        } finally {
          calls -= 1;
        }
      }),
    );
  };
}

/** What is known to be wrong: what failed is mended by its next success. */
function createHealth(pluginId: string, log: Logger) {
  const problems = new Map<string, string>();
  let ended: { readonly status: 'off' | 'failed'; readonly error: string } | undefined;
  return {
    get status(): PluginStatus {
      return ended?.status ?? (problems.size === 0 ? 'ready' : 'degraded');
    },
    get error(): string | undefined {
      return ended?.error ?? [...problems].at(-1)?.join(': ');
    },
    note(what: string, thrown: unknown): void {
      problems.delete(what);
      problems.set(what, errorText(thrown));
      log.warn('A plugin failed', { what, error: errorText(thrown) });
    },
    mend(what: string): void {
      problems.delete(what);
    },
    end(status: 'off' | 'failed', error: string): void {
      ended = { status, error };
      log.error('A plugin is not called any more', { status, error });
    },
    requireOn(): void {
      if (ended === undefined) return;
      throw new AppError(
        'unavailable',
        `The plugin ${pluginId} is ${ended.status}: ${ended.error}.`,
        {
          retryable: false,
        },
      );
    },
  };
}
