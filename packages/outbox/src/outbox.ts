import { AppError, backoffMs, errorText } from '@homarus/base';
import type { Clock } from '@homarus/base';

import { entryFolder, hashOf, nameOfEntry } from './entry-folder.ts';
import type { EntryFolder, EntryName } from './entry-folder.ts';

/** What is to be delivered once. */
export interface OutboxEntry {
  /** Names it: the receiver knows by it what it has already, and a key that waits is not kept twice. */
  readonly key: string;
  /** Entries of one lane belong together, such as the turns of a session; see {@link Outbox.holds}. */
  readonly lane: string;
  /** JSON. */
  readonly body: unknown;
}

/**
 * `refused`: the receiver will never take it. Its file is put aside, in the folder `refused`.
 * `dropped`: nor is it to be kept; its file is removed as if it were delivered.
 */
export type Delivery = 'delivered' | 'refused' | 'dropped';

/**
 * Delivers one entry. Rejects when it should be tried again later: nothing after it is tried before.
 * May be called again for an entry that arrived, when its answer was lost or this process ended.
 * `attempt` counts from 1, and from 1 again in a new process.
 */
export type Deliver = (
  entry: OutboxEntry,
  attempt: number,
  signal: AbortSignal,
) => Promise<Delivery>;

export interface OutboxOptions {
  /**
   * Of its own; made when it is absent. Several processes may share it: each delivers what it put, and what
   * it finds of the others when it is opened and by {@link Outbox.drain}; the receiver knows the keys.
   */
  readonly folder: string;
  /** Default 10,000. */
  readonly maxEntries?: number;
  /** Default 256 MiB. */
  readonly maxBytes?: number;
  /** How long to wait after a failure. Default: 1 s, doubled up to 60 s. */
  readonly backoff?: { readonly baseMs: number; readonly maxMs: number };
}

export interface OutboxDeps {
  readonly deliver: Deliver;
  readonly clock: Clock;
  /** In [0, 1). Default: `Math.random`. */
  readonly random?: () => number;
}

export interface OutboxStatus {
  readonly waiting: number;
  readonly bytes: number;
  /** Entries that the receiver will never take; they are kept for a person. */
  readonly refused: number;
  /** Why the last attempt failed; undefined after one that did not. */
  readonly problem: string | undefined;
}

/** Keeps on disk what could not be sent, in order, and sends it when it can be. */
export interface Outbox extends AsyncDisposable {
  /**
   * Resolves when the entry is on disk: false when its key waits there already. Rejects with
   * `unavailable` when the limits are reached; nothing that waits is ever dropped for it.
   */
  put(entry: OutboxEntry): Promise<boolean>;
  /** Whether anything of a lane waits: what follows has to wait behind it. */
  holds(lane: string): boolean;
  /** Tries at once, whatever the backoff; to be called when the receiver was heard of. */
  wake(): void;
  /** Resolves when nothing waits. */
  whenEmpty(): Promise<void>;
  /**
   * Looks for what other processes left, and tries at once. Resolves when nothing waits, or when an
   * attempt has failed: `status` says why. Rejects when the folder cannot be read.
   */
  drain(): Promise<void>;
  /** As this process knows it. */
  status(): OutboxStatus;
  /** {@link Outbox.status}, after a look for what other processes put and delivered; nothing is tried. */
  look(): Promise<OutboxStatus>;
}

/** Opens the outbox with what an earlier process left in it, and begins to deliver. */
export async function openOutbox(deps: OutboxDeps, options: OutboxOptions): Promise<Outbox> {
  const { maxEntries = 10_000, maxBytes = 256 * 1024 * 1024 } = options;
  const folder = entryFolder(options.folder);
  const state = await readState(folder);
  const pump = createPump(deps, { folder, state, backoff: options.backoff });
  let writing: Promise<unknown> = Promise.resolve();

  const write = async ({ key, lane, body }: OutboxEntry): Promise<boolean> => {
    const keyHash = hashOf(key);
    await lookAgain(folder, state);
    if (state.entries.some((entry) => entry.key === keyHash)) return false;
    const text = JSON.stringify({ key, lane, body });
    const bytes = Buffer.byteLength(text);
    if (state.entries.length >= maxEntries || bytesOf(state) + bytes > maxBytes) throw full();
    const number = state.next;
    state.next += 1;
    const file = nameOfEntry(number, lane, key);
    await folder.write(file, text);
    state.entries = [...state.entries, { file, number, lane: hashOf(lane), key: keyHash, bytes }];
    pump.start();
    return true;
  };

  const status = (): OutboxStatus => ({
    waiting: state.entries.length,
    bytes: bytesOf(state),
    refused: state.refused,
    problem: state.problem,
  });

  // In line with what is written, so that no file is seen before its entry.
  const look = async (): Promise<OutboxStatus> => {
    const looked = writing.then(() => lookAgain(folder, state));
    writing = looked.catch(() => undefined);
    await looked;
    return status();
  };

  pump.start();
  return {
    status,
    look,
    put(entry) {
      // One after the other, so that the order on disk is the order of the calls.
      const written = writing.then(() => write(entry));
      writing = written.catch(() => undefined);
      return written;
    },
    holds(lane) {
      const hash = hashOf(lane);
      return state.entries.some((entry) => entry.lane === hash);
    },
    wake: pump.wake,
    whenEmpty: pump.whenEmpty,
    async drain() {
      await look();
      await pump.attempt();
    },
    async [Symbol.asyncDispose]() {
      await writing;
      await pump.stop();
    },
  };
}

interface State {
  /** What waits, in order; the first is being delivered. */
  entries: readonly EntryName[];
  next: number;
  refused: number;
  problem: string | undefined;
}

/** Takes over what other processes put, and lets go of what they delivered. */
async function lookAgain(folder: EntryFolder, state: State): Promise<void> {
  const found = await folder.list();
  const files = new Set(found.map(({ file }) => file));
  const left = state.entries.filter(({ file }) => files.has(file));
  const known = new Set(left.map(({ file }) => file));
  const added = found.filter(({ file }) => !known.has(file));
  state.entries = [...left, ...added].toSorted((a, b) => a.number - b.number);
  state.next = Math.max(state.next, (found.at(-1)?.number ?? 0) + 1);
  state.refused = await folder.countRefused();
  if (state.entries.length === 0) state.problem = undefined;
}

async function readState(folder: EntryFolder): Promise<State> {
  await folder.open();
  const entries = await folder.list();
  const next = (entries.at(-1)?.number ?? 0) + 1;
  return { entries, next, refused: await folder.countRefused(), problem: undefined };
}

function bytesOf({ entries }: State): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}

function full(): AppError {
  return new AppError(
    'unavailable',
    'The outbox is full: too much waits for a service that does not answer.',
  );
}

interface PumpParts {
  readonly folder: EntryFolder;
  readonly state: State;
  readonly backoff: OutboxOptions['backoff'];
}

/** Delivers the entries, one after the other, as long as there are any. */
function createPump({ deliver, clock, random = Math.random }: OutboxDeps, parts: PumpParts) {
  const { state, backoff = { baseMs: 1000, maxMs: 60_000 } } = parts;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let pause: AbortController | undefined;
  const attempts = createTicks();

  const settle = createSettle(deliver, parts, stopping.signal);

  const rest = async (attempt: number): Promise<void> => {
    pause = new AbortController();
    attempts.tick();
    const signal = AbortSignal.any([pause.signal, stopping.signal]);
    // Woken or stopped: either way the loop looks again.
    await clock
      .sleep(backoffMs(attempt, { ...backoff, random }), { signal })
      .catch(() => undefined);
    pause = undefined;
  };

  const run = async (): Promise<void> => {
    let attempt = 1;
    for (let head = state.entries[0]; head !== undefined; head = state.entries[0]) {
      if (stopping.signal.aborted) return;
      try {
        await settle(head, attempt);
        attempt = 1;
      } catch (error) {
        state.problem = errorText(error);
        await rest(attempt);
        attempt += 1;
      }
    }
  };

  const pump = {
    start(): void {
      running ??= run().finally(() => {
        running = undefined;
        attempts.tick();
        // Something may have come between the last look and now.
        if (state.entries.length > 0 && !stopping.signal.aborted) pump.start();
      });
    },
    wake: (): void => pause?.abort(),
    async attempt(): Promise<void> {
      if (state.entries.length === 0 || stopping.signal.aborted) return;
      const ended = attempts.next();
      pump.wake();
      pump.start();
      await ended;
    },
    async whenEmpty(): Promise<void> {
      await running;
      if (state.entries.length > 0 && !stopping.signal.aborted) await pump.whenEmpty();
    },
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
  return pump;
}

/** Something that happens again and again; `next` waits for the next time. */
function createTicks() {
  let coming = Promise.withResolvers<undefined>();
  return {
    next: () => coming.promise,
    tick(): void {
      coming.resolve(undefined);
      coming = Promise.withResolvers();
    },
  };
}

/** Delivers the first entry, or puts it aside. Rejects when it has to be tried again. */
function createSettle(
  deliver: Deliver,
  { folder, state }: PumpParts,
  signal: AbortSignal,
): (head: EntryName, attempt: number) => Promise<void> {
  const deliverText = async (text: string, attempt: number): Promise<Delivery> => {
    const entry = parseEntry(text);
    return entry === undefined ? 'refused' : deliver(entry, attempt, signal);
  };
  return async (head, attempt) => {
    const text = await folder.read(head.file);
    // Another process has delivered what is gone.
    if (text !== undefined && (await deliverText(text, attempt)) === 'refused') {
      await folder.refuse(head.file);
      state.refused += 1;
    } else {
      await folder.remove(head.file);
    }
    state.entries = state.entries.filter(({ file }) => file !== head.file);
    state.problem = undefined;
  };
}

/** Undefined for a file that holds no entry: the disk was damaged, or somebody wrote into it. */
function parseEntry(text: string): OutboxEntry | undefined {
  try {
    const entry = JSON.parse(text) as Partial<OutboxEntry> | null;
    const isEntry = typeof entry?.key === 'string' && typeof entry.lane === 'string';
    return isEntry ? { key: entry.key, lane: entry.lane, body: entry.body } : undefined;
  } catch {
    return undefined;
  }
}
