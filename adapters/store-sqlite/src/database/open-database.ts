import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';
import { logSchemaUpdate } from '@homarus/store-sql';

import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { toStoreError, unavailable } from './sqlite-errors.ts';
import { whenFree } from './when-free.ts';
import type { WaitOptions } from './when-free.ts';

export interface OpenDatabaseOptions extends WaitOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly log: Logger;
}

export const inMemory = ':memory:';
/** What the write-ahead log's file is cut to after a checkpoint. */
const maxJournalBytes = 64 * 1024 * 1024;
/**
 * So long the log grows before a commit runs a checkpoint, which waits for the disk: four times
 * SQLite's default, so that few turns meet one. A page that changed often is written once.
 */
const checkpointPages = 4000;
/** Pages of the file kept in process; the system's own cache does the rest. */
const cacheKib = 16 * 1024;

/** Opens the file, makes it if it is not there, and brings its schema up to date. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<DatabaseSync> {
  if (options.path !== inMemory) prepareFile(options.path);
  try {
    return await whenFree(options, () => openOnce(options));
  } catch (error) {
    throw toStoreError(error, options.path);
  }
}

/** A second connection, that reads what the others have committed; undefined in memory. */
export function openReader(file: string): DatabaseSync | undefined {
  if (file === inMemory) return undefined;
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  database.exec(`pragma cache_size = -${cacheKib}`);
  return database;
}

function openOnce(options: OpenDatabaseOptions): DatabaseSync {
  // No busy handler: `whenFree` waits for other processes.
  const database = new DatabaseSync(options.path, { timeout: 0 });
  try {
    configure(database, options);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function configure(database: DatabaseSync, options: OpenDatabaseOptions): void {
  const mode = database.prepare('pragma journal_mode = wal').get()?.['journal_mode'];
  if (mode !== 'wal' && options.path !== inMemory) throw noLog(options.path);
  database.exec(`
    pragma synchronous = normal;
    pragma foreign_keys = on;
    pragma wal_autocheckpoint = ${checkpointPages};
    pragma journal_size_limit = ${maxJournalBytes};
    pragma cache_size = -${cacheKib};
  `);
  const { clock, path: file, log } = options;
  const now = clock.now();
  logSchemaUpdate(log, migrate(database, { migrations, now, path: file }), { path: file });
}

/** Some file systems, of networks mostly, cannot share memory between processes. */
function noLog(file: string): Error {
  return unavailable(
    `The file system of the database ${file} cannot keep a write-ahead log. ` +
      'Put the database on a local disk.',
    { retryable: false },
  );
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
