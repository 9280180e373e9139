import { abortedError, errorText } from '@homarus/base';
import type { Clock } from '@homarus/base';
import { openOutbox } from '@homarus/outbox';
import type { Delivery, Outbox, OutboxEntry } from '@homarus/outbox';

import type { Log } from './log.ts';
import { outcomeOf } from './outcome.ts';

export interface OutboxReport {
  readonly folder: string;
  /** What waits to be sent. */
  readonly pending: number;
  readonly bytes: number;
  /** What the server will never take; kept in `refused` inside the folder. */
  readonly refused: number;
  /** Why sending stopped the last time. */
  readonly problem?: string;
}

/** The outbox, opened when it is first used. */
export interface LazyOutbox {
  /**
   * Resolves when the entry is durable; `duplicate` when its key waits already, or was sent by this process
   * lately. Rejects with `unavailable` when the outbox is full, and when the disk refuses.
   */
  add(entry: OutboxEntry): Promise<'added' | 'duplicate'>;
  /** Sends what waits, in order. Resolves when nothing is left or the server is not there. Never rejects. */
  drain(): Promise<void>;
  /** With what other processes left there, and without what they sent. */
  report(): Promise<OutboxReport>;
}

export interface LazyOutboxDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Rejects when the entry did not arrive. */
  readonly send: (entry: OutboxEntry) => Promise<void>;
}

export interface LazyOutboxOptions {
  /** Absolute; need not be there. */
  readonly folder: string;
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** Keys of what was sent, by which a host that asks again is told so without a call. */
const rememberedKeys = 1000;
/** How often an entry may break the server before it is put aside. */
const maxBreaks = 10;

export function createLazyOutbox(deps: LazyOutboxDeps, options: LazyOutboxOptions): LazyOutbox {
  const { clock, log, send } = deps;
  const sent = new Set<string>();
  const remember = (key: string): void => {
    sent.add(key);
    const [oldest] = sent;
    if (sent.size > rememberedKeys && oldest !== undefined) sent.delete(oldest);
  };
  const deliver = async (entry: OutboxEntry, attempt: number): Promise<Delivery> => {
    try {
      await send(entry);
      remember(entry.key);
      return 'delivered';
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome === 'erased') {
        log.info('a turn of a person who was erased since is dropped', { key: entry.key });
        return 'dropped';
      }
      const isHopeless = outcome === 'refused' || (outcome === 'broken' && attempt >= maxBreaks);
      if (!isHopeless) throw error;
      const reason = errorText(error);
      log.error('a turn cannot be sent and is put aside', { key: entry.key, reason });
      return 'refused';
    }
  };
  let opened: Promise<Outbox> | undefined;
  const open = (): Promise<Outbox> => {
    opened ??= openOutbox({ deliver, clock: withoutTimers(clock) }, options).catch(
      (error: unknown) => {
        opened = undefined;
        throw error;
      },
    );
    return opened;
  };
  return {
    async add(entry) {
      const outbox = await open();
      if (sent.has(entry.key)) return 'duplicate';
      return (await outbox.put(entry)) ? 'added' : 'duplicate';
    },
    async drain() {
      try {
        await (await open()).drain();
      } catch (error) {
        log.warn('the outbox cannot be read', { error: errorText(error) });
      }
    },
    async report() {
      const { waiting: pending, bytes, refused, problem } = await (await open()).look();
      const { folder } = options;
      return { folder, pending, bytes, refused, ...(problem === undefined ? {} : { problem }) };
    },
  };
}

/** Sending is tried again by turns and by the service; a timer would keep a command of the host alive. */
function withoutTimers({ now }: Pick<Clock, 'now'>): Clock {
  return {
    now,
    sleep: (_ms, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        const onAbort = (): void => reject(abortedError(signal));
        if (signal?.aborted === true) onAbort();
        else signal?.addEventListener('abort', onAbort, { once: true });
      }),
  };
}
