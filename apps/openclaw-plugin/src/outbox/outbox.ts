import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';

import type { Log } from '../log.ts';
import { createOutboxNames, keyHash, keyHashOf, openOutboxFolder } from './outbox-folder.ts';
import type { OutboxFile } from './outbox-folder.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { createSender } from './sender.ts';

export interface OutboxReport {
  readonly folder: string;
  /** What waits to be sent. */
  readonly pending: number;
  readonly bytes: number;
  /** What the receiver will never take; kept in `rejected` inside the folder. */
  readonly rejected: number;
  /** Why sending stopped the last time; undefined when it did not. */
  readonly problem: string | undefined;
}

/** Keeps what has to arrive on disk until it has, and sends it in order. */
export interface Outbox {
  /**
   * Resolves when the entry is durable; `duplicate` when its key waits already, or was sent by this
   * process lately. Rejects with `rate_limited` when the outbox is full, and when the disk refuses.
   */
  add(entry: OutboxEntry): Promise<'added' | 'duplicate'>;
  /**
   * Sends what waits, in order. Resolves when nothing is left or the receiver is not there; calls
   * that meet share one run. Never rejects.
   */
  drain(): Promise<void>;
  report(): Promise<OutboxReport>;
}

export interface OutboxDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** Rejects when the entry did not arrive. */
  readonly send: (entry: OutboxEntry) => Promise<void>;
}

export interface OutboxOptions {
  /** Absolute; need not be there. */
  readonly folder: string;
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** Keys of what was sent, by which a host that asks again is told so without a call. */
const rememberedKeys = 1000;

export function createOutbox(deps: OutboxDeps, options: OutboxOptions): Outbox {
  const folder = openOutboxFolder(options.folder);
  const names = createOutboxNames(deps.clock.now);
  const sent = new Set<string>();
  const { log, send } = deps;
  const onSent = (hash: string): void => {
    sent.add(hash);
    const [oldest] = sent;
    if (sent.size > rememberedKeys && oldest !== undefined) sent.delete(oldest);
  };
  const sender = createSender({ folder, log, send, onSent });
  let adding: Promise<unknown> = Promise.resolve();
  const add = async (entry: OutboxEntry): Promise<'added' | 'duplicate'> => {
    const hash = keyHash(entry.key);
    if (sent.has(hash)) return 'duplicate';
    const files = await folder.list();
    if (files.some(({ name }) => keyHashOf(name) === hash)) return 'duplicate';
    const text = JSON.stringify(entry);
    requireRoom(files, text, options);
    await folder.write(names.next(entry.key, files.at(-1)?.name), text);
    return 'added';
  };
  return {
    add(entry) {
      // One after the other: the order of the calls is the order of the files.
      const added = adding.then(() => add(entry));
      adding = added.catch(() => undefined);
      return added;
    },
    drain: sender.drain,
    async report() {
      const files = await folder.list();
      return {
        folder: folder.path,
        pending: files.length,
        bytes: bytesOf(files),
        rejected: await folder.countRejected(),
        problem: sender.problem(),
      };
    },
  };
}

function requireRoom(
  files: readonly OutboxFile[],
  text: string,
  { maxEntries, maxBytes, folder }: OutboxOptions,
): void {
  const bytes = bytesOf(files) + Buffer.byteLength(text);
  if (files.length < maxEntries && bytes <= maxBytes) return;
  throw new AppError(
    'rate_limited',
    `The outbox ${folder} is full: ${files.length} entries, ${bytes} bytes. Start the memory server, or raise outboxMaxTurns and outboxMaxBytes.`,
    { details: { entries: files.length, bytes } },
  );
}

function bytesOf(files: readonly OutboxFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
