import { closeSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

import { errorText } from '@homarus/base';

import { createGroupSync } from './group-sync.ts';
import type { GroupSync } from './group-sync.ts';
import { unavailable } from './sqlite-errors.ts';

/**
 * When a write is answered. Whoever has the connection says what it commits, and gets its answer when
 * that is on the disk: other holders work meanwhile, and all that was committed before a sync begins
 * shares it. See docs/decisions/2026-11-21-durability.md.
 */
export interface Durability extends AsyncDisposable {
  /**
   * To be called before something is written. After a sync that failed, moves what was committed into
   * the database file by a checkpoint, which syncs that; throws `unavailable` when this fails too.
   */
  requireSound(): void;
  /** The holder of the connection has committed. */
  committed(): void;
  /**
   * The holder is done; resolves when what it committed is as safe as it has to be: on the disk, unless
   * it is relaxed.
   */
  released(how: { readonly isRelaxed: boolean }): Promise<void>;
}

export interface DurabilityOptions {
  /** Open, and in use: the file of its write-ahead log is there. */
  readonly database: DatabaseSync;
  /** Named in errors. */
  readonly path: string;
  /** Puts the data of an open file on the disk. */
  readonly syncFile: (descriptor: number) => Promise<void>;
}

/** Answers writes when they are on the disk. */
export function durableWrites(options: DurabilityOptions): Durability {
  const { database, path, syncFile } = options;
  // Kept open, so that an error of the disk between two syncs is told by the next one. The log's file
  // may be closed at any time; closing the database's own would drop SQLite's locks on it.
  const descriptor = openSync(`${database.location() ?? path}-wal`, 'r+');
  const disk = createGroupSync(() =>
    syncFile(descriptor).catch((error: unknown) => {
      throw syncError(path, error);
    }),
  );
  return {
    ...answerWhen(() => disk.flush()),
    requireSound() {
      if (disk.failure !== undefined) mend(database, disk);
    },
    async [Symbol.asyncDispose]() {
      await disk.idle();
      closeSync(descriptor);
    },
  };
}

/** Answers writes at once: they outlive the process, and the last of them not a loss of power. */
export function lazyWrites(): Durability {
  return {
    ...answerWhen(() => Promise.resolve()),
    requireSound: () => undefined,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function answerWhen(flush: () => Promise<void>): Pick<Durability, 'committed' | 'released'> {
  let hasCommitted = false;
  return {
    committed() {
      hasCommitted = true;
    },
    released({ isRelaxed }) {
      const mustWait = hasCommitted && !isRelaxed;
      hasCommitted = false;
      return mustWait ? flush() : Promise.resolve();
    },
  };
}

function mend(database: DatabaseSync, disk: GroupSync): void {
  const outcome = database.prepare('pragma wal_checkpoint(truncate)').get();
  // Another process reads or writes: later.
  if (outcome?.['busy'] !== 0) throw disk.failure;
  disk.mended();
}

function syncError(path: string, error: unknown): Error {
  return unavailable(
    `What was written to the database ${path} did not reach the disk (${errorText(error)}). ` +
      'Check the disk and its free space. Nothing more is written until it does.',
    { cause: error, retryable: true },
  );
}
