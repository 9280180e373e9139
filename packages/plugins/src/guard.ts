import { AsyncLocalStorage } from 'node:async_hooks';

import { AppError, errorText, hasCode, withDeadline } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';

import { createGuardHealth } from './guard-health.ts';
import type { GuardHealth } from './guard-health.ts';
import { createHangCount } from './hang-count.ts';
import type { HangCount } from './hang-count.ts';
import type { PluginStatus } from './plugin-status.ts';

export interface GuardLimits {
  /** Calls that may go on beyond their deadlines; with so many of them nothing more is called. */
  readonly maxHangs: number;
  /** Errors outside of any call, within ten minutes, that switch the plugin off for good. */
  readonly maxStrayErrors: number;
  /** Calls that may go on at once. */
  readonly maxCalls: number;
}

export const defaultGuardLimits: GuardLimits = { maxHangs: 5, maxStrayErrors: 5, maxCalls: 64 };

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

interface GuardDeps {
  readonly pluginId: string;
  readonly log: Logger;
  readonly clock: Pick<Clock, 'now'>;
}

const strayWindowMs = 600_000;

export function createGuard(
  { pluginId, log, clock }: GuardDeps,
  limits: GuardLimits = defaultGuardLimits,
): Guard {
  const health = createGuardHealth(log);
  const remarks: string[] = [];
  const run = createRunner(pluginId, limits.maxCalls);
  const hanging = createHangCount(limits.maxHangs, log);
  const countStray = createRecentCount(clock);
  const calls = createCalls({ pluginId, run, health, hanging });

  return {
    pluginId,
    get status() {
      if (health.ended === undefined && hanging.problem !== undefined) return 'off';
      return health.status;
    },
    get error() {
      return health.ended ?? hanging.problem ?? health.error;
    },
    remarks,
    remark(text) {
      remarks.push(text);
      log.warn(text);
    },
    note: health.note,
    ...calls,
    noteStray(thrown) {
      health.note('outside of a call', thrown);
      const count = countStray();
      if (count < limits.maxStrayErrors) return;
      health.end('off', `${count} errors that nothing caught; last ${errorText(thrown)}`);
    },
    fail: (thrown) => health.end('failed', errorText(thrown)),
  };
}

interface CallParts {
  readonly pluginId: string;
  readonly run: ReturnType<typeof createRunner>;
  readonly health: GuardHealth;
  readonly hanging: HangCount;
}

function createCalls({
  pluginId,
  run,
  health,
  hanging,
}: CallParts): Pick<Guard, 'call' | 'callNow'> {
  const requireOn = (): void => {
    const error = health.ended ?? hanging.problem;
    if (error === undefined) return;
    throw new AppError('unavailable', `The plugin ${pluginId} is not called: ${error}.`, {
      retryable: false,
    });
  };

  return {
    async call(call, work) {
      requireOn();
      const hang = hanging.watch(call.what);
      try {
        const result = await run(call, (signal) => hang.during(() => work(signal)));
        health.mend(call.what);
        return result;
      } catch (thrown) {
        const isGivenUp = call.signal?.aborted === true;
        if (isGivenUp || hasCode(thrown, 'timeout')) hang.began();
        // Who stops waiting by itself says nothing about the plugin.
        if (!isGivenUp) health.note(call.what, thrown);
        throw thrown;
      }
    },
    callNow(what, work) {
      requireOn();
      try {
        return owners.run(pluginId, work);
      } catch (thrown) {
        health.note(what, thrown);
        throw thrown;
      }
    },
  };
}

/** Counts what happened within the window, what happens now included. */
function createRecentCount(clock: Pick<Clock, 'now'>): () => number {
  let times: readonly number[] = [];
  return () => {
    const now = clock.now();
    times = [...times.filter((at) => at > now - strayWindowMs), now];
    return times.length;
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
