import { AppError, backoffMs, errorText, hasCode, isAppError } from '@homarus/base';
import type { Clock } from '@homarus/base';
import { createMemoryClient } from '@homarus/sdk';
import type { MemoryCallOptions, MemoryClient } from '@homarus/sdk';

import type { Log } from './log.ts';

export interface LinkReport {
  /** `unknown` until the first call; `refused`: the server answers, and does not let us in. */
  readonly status: 'unknown' | 'up' | 'down' | 'refused';
  /** Since when, Unix milliseconds. */
  readonly since: number;
  readonly problem: string | undefined;
}

export interface LinkCall extends MemoryCallOptions {
  readonly timeoutMs: number;
  /** Fail at once while the server is known to hang, instead of waiting for it once more. */
  readonly isHasty?: boolean;
}

/** The way to the memory server, and what is known of it. */
export interface MemoryLink {
  readonly url: string;
  readonly report: LinkReport;
  /** Rejects with an `AppError`. */
  call<T>(
    call: LinkCall,
    work: (client: MemoryClient, options: MemoryCallOptions) => Promise<T>,
  ): Promise<T>;
  /**
   * Sees whether the server is there, for the report. Everybody may: one that refuses us stays `refused`
   * until a call has told otherwise. Never rejects.
   */
  look(timeoutMs: number): Promise<void>;
  /** How long to wait before the server is looked at again, in milliseconds. */
  pauseMs(): number;
}

export interface LinkDeps {
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

export interface LinkOptions {
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly keepAliveMs: number;
}

const downBackoff = { baseMs: 500, maxMs: 5000 } as const;

export function createMemoryLink({ clock, log }: LinkDeps, options: LinkOptions): MemoryLink {
  const { url, apiKey } = options;
  // Tried again by the outbox and by the next turn, not while somebody waits.
  const client = createMemoryClient({
    url,
    clock,
    retries: 0,
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  const state = createLinkState({ clock, log }, options);
  return {
    url,
    get report() {
      return state.report();
    },
    async call({ isHasty = false, ...callOptions }, work) {
      if (isHasty && state.isHanging()) {
        throw new AppError(
          'unavailable',
          `The memory server ${url} did not answer lately: ${state.report().problem}`,
        );
      }
      try {
        const answer = await work(client, callOptions);
        state.noteAnswer();
        return answer;
      } catch (error) {
        state.noteFailure(error);
        throw error;
      }
    },
    async look(timeoutMs) {
      try {
        await client.health({}, { timeoutMs });
        if (state.report().status !== 'refused') state.noteAnswer();
      } catch (error) {
        state.noteFailure(error);
      }
    },
    pauseMs: state.pauseMs,
  };
}

/** What is known of a server from the calls that were made. */
function createLinkState({ clock, log }: LinkDeps, { url, keepAliveMs }: LinkOptions) {
  let report: LinkReport = { status: 'unknown', since: clock.now(), problem: undefined };
  let failures = 0;
  let pauseMs = keepAliveMs;
  let quietUntil = 0;

  const note = (status: LinkReport['status'], problem: string | undefined): void => {
    if (status !== report.status) {
      const line = `memory server ${url} is ${status}`;
      if (status === 'up') log.info(line);
      else log.warn(`${line}: ${problem}; turns go on, and wait in the outbox`);
    }
    const since = status === report.status ? report.since : clock.now();
    report = { status, since, problem };
  };
  const noteAnswer = (): void => {
    failures = 0;
    pauseMs = keepAliveMs;
    quietUntil = 0;
    note('up', undefined);
  };
  const noteFailure = (error: unknown): void => {
    const status = statusAfter(error);
    if (status === undefined) return;
    if (status === 'up') {
      noteAnswer();
      return;
    }
    failures += 1;
    pauseMs = Math.min(keepAliveMs, backoffMs(failures, downBackoff));
    // An address where nobody listens says so at once: asking again costs nothing.
    if (hasCode(error, 'timeout')) quietUntil = clock.now() + pauseMs;
    note(status, errorText(error));
  };
  return {
    report: () => report,
    isHanging: () => clock.now() < quietUntil,
    pauseMs: () => pauseMs,
    noteAnswer,
    noteFailure,
  };
}

/** What a failure says of the server; undefined: nothing. */
function statusAfter(error: unknown): LinkReport['status'] | undefined {
  if (hasCode(error, 'aborted')) return undefined;
  if (hasCode(error, 'unauthorized') || hasCode(error, 'forbidden')) return 'refused';
  const isAway = !isAppError(error) || hasCode(error, 'unavailable') || hasCode(error, 'timeout');
  return isAway ? 'down' : 'up';
}
