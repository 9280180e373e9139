import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';

import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { toStoreError, unavailable } from './sqlite-errors.ts';

export interface OpenDatabaseOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly synchronous: 'full' | 'normal';
  readonly busyTimeoutMs: number;
  /** Unix milliseconds. */
  readonly now: number;
  readonly log: Logger;
}

const inMemory = ':memory:';
/** What the write-ahead log's file is cut to after a checkpoint. */
const maxJournalBytes = 64 * 1024 * 1024;
/** Pages of the file kept in process; the system's own cache does the rest. */
const cacheKib = 16 * 1024;

/** Opens the file, makes it if it is not there, and brings its schema up to date. */
export function openDatabase(options: OpenDatabaseOptions): DatabaseSync {
  if (options.path !== inMemory) prepareFile(options.path);
  try {
    const database = new DatabaseSync(options.path, { timeout: options.busyTimeoutMs });
    try {
      configure(database, options);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw toStoreError(error, options.path);
  }
}

function configure(database: DatabaseSync, options: OpenDatabaseOptions): void {
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = ${options.synchronous};
    pragma foreign_keys = on;
    pragma journal_size_limit = ${maxJournalBytes};
    pragma cache_size = -${cacheKib};
  `);
  const { now, path: file, log } = options;
  for (const { version, name } of migrate(database, { migrations, now, path: file })) {
    log.info('Database schema updated.', { path: file, version, step: name });
  }
  // From here on waiting for other processes is the connection's task: see `whenFree`.
  database.exec('pragma busy_timeout = 0');
}

/** Makes the folder (0700) and the file (0600): what is in it is private. Existing ones stay as they are. */
function prepareFile(file: string): void {
  const folder = path.dirname(path.resolve(file));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unavailable(
      `The folder ${folder} for the database cannot be made (${errorText(error)}). ` +
        'Make it yourself, or name another place.',
      { cause: error, retryable: false },
    );
  }
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    throw unavailable(
      `The database ${file} cannot be opened for writing (${errorText(error)}). ` +
        'Give this user permission to the file and its folder, or name another place.',
      { cause: error, retryable: false },
    );
  }
}
