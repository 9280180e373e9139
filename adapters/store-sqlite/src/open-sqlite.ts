import { fdatasync } from 'node:fs';
import { promisify } from 'node:util';

import { systemClock } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';
import { createSqlStores } from '@homarus/store-sql';
import type { Schema, SqlStores } from '@homarus/store-sql';
import { Kysely } from 'kysely';

import { createConnectionLock } from './database/connection-lock.ts';
import { nodeSqliteDialect } from './database/node-sqlite-dialect.ts';
import type { SqliteFile } from './database/sqlite-file.ts';
import { durableWrites, lazyWrites } from './database/durability.ts';
import type { DurabilityOptions } from './database/durability.ts';
import { inMemory, openDatabase, openReader } from './database/open-database.ts';
import { createConnection } from './database/sqlite-connection.ts';
import { sqliteDatabase } from './database/sqlite-database.ts';

export interface SqliteOptions {
  /** A file, made with its folder when it is not there; or `:memory:`, which is gone at the end. */
  readonly path: string;
  /**
   * `full` (default): an acknowledged write outlives a loss of power. `normal`: it outlives the
   * death of the process, but the last ones may be lost with the power; several times faster.
   */
  readonly synchronous?: 'full' | 'normal';
  readonly log: Logger;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Puts the data of an open file on the disk. Default: `fdatasync`. */
  readonly syncFile?: DurabilityOptions['syncFile'];
}

/** The stores of one database file. */
export type SqliteStores = SqlStores;

/** How long a writer waits for another process that holds the lock, in milliseconds. */
const busyTimeoutMs = 5000;

/**
 * Opens the database and brings its schema up to date. Several processes may have one file open;
 * each should open it once.
 *
 * Throws `unavailable`, with what to do, for a folder or file that cannot be made, read or written,
 * a file that is not ours, or one of a newer version.
 */
export async function openSqlite(options: SqliteOptions): Promise<SqliteStores> {
  const { path, synchronous = 'full', log, clock = systemClock } = options;
  const { syncFile = promisify(fdatasync) } = options;
  const database = await openDatabase({ path, busyTimeoutMs, clock, log });
  const durability =
    synchronous === 'normal' || path === inMemory
      ? lazyWrites()
      : durableWrites({ database, path, syncFile });
  const reader = openReader(path);
  const shared = { path, clock, busyTimeoutMs, durability };
  const file: SqliteFile = {
    writer: createConnection({ ...shared, database }),
    reader: reader === undefined ? undefined : createConnection({ ...shared, database: reader }),
    lock: createConnectionLock(),
    durability,
  };
  // The writer last: only it can move the log into the file and remove it.
  const close = (): void => {
    reader?.close();
    database.close();
  };
  const open = (isRelaxed: boolean): Kysely<Schema> =>
    new Kysely({
      dialect: nodeSqliteDialect(file, {
        isRelaxed,
        close: isRelaxed ? () => undefined : close,
      }),
    });
  const [db, relaxedDb] = [open(false), open(true)];
  return createSqlStores(sqliteDatabase({ db, relaxedDb, path, durability, clock }));
}
