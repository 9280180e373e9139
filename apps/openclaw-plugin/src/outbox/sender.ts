import { errorText } from '@homarus/base';

import type { Log } from '../log.ts';
import { parseEntry } from './outbox-entry.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { keyHash } from './outbox-folder.ts';
import type { OutboxFolder } from './outbox-folder.ts';
import { outcomeOf } from './outcome.ts';

export interface Sender {
  /** Sends what waits, in order, until nothing is left or the receiver is not there. Never rejects. */
  drain(): Promise<void>;
  /** Why it stopped the last time. */
  problem(): string | undefined;
}

export interface SenderDeps {
  readonly folder: OutboxFolder;
  readonly log: Pick<Log, 'warn' | 'error'>;
  readonly send: (entry: OutboxEntry) => Promise<void>;
  /** Hears the hash of each key that has arrived. */
  readonly onSent: (hash: string) => void;
}

/** Calls of `drain` that meet share one run. */
export function createSender(deps: SenderDeps): Sender {
  const { folder, log } = deps;
  const sendFile = createSendFile(deps);
  let problem: string | undefined;
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  const run = async (): Promise<void> => {
    while (isAskedAgain) {
      isAskedAgain = false;
      problem = undefined;
      for (const { name } of await folder.list()) {
        problem = await sendFile(name);
        if (problem !== undefined) break;
      }
    }
  };
  return {
    problem: () => problem,
    async drain() {
      // What was added while a run went on is looked for once more.
      isAskedAgain = true;
      running ??= run()
        .catch((error: unknown) => {
          problem = errorText(error);
          log.warn('the outbox cannot be read', { error: problem });
        })
        .finally(() => {
          running = undefined;
        });
      return running;
    },
  };
}

/** How often an entry may break the receiver before it is put aside. */
const maxBreaks = 10;

/** Sends one file; answers why sending has to stop, undefined when it can go on. */
function createSendFile({ folder, log, send, onSent }: SenderDeps) {
  const breaks = new Map<string, number>();
  const putAside = async (name: string, reason: string): Promise<undefined> => {
    log.error('a turn cannot be sent and is put aside', { name, reason });
    breaks.delete(name);
    await folder.reject(name);
  };
  return async (name: string): Promise<string | undefined> => {
    const text = await folder.read(name);
    // Another process has sent it.
    if (text === undefined) return undefined;
    const entry = parseEntry(text);
    if (entry === undefined) return putAside(name, 'it cannot be read');
    try {
      await send(entry);
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome === 'refused') return putAside(name, errorText(error));
      if (outcome === 'later') return errorText(error);
      const count = (breaks.get(name) ?? 0) + 1;
      if (count >= maxBreaks) return putAside(name, errorText(error));
      breaks.set(name, count);
      return errorText(error);
    }
    onSent(keyHash(entry.key));
    await folder.remove(name);
    return undefined;
  };
}
