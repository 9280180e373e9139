import type { ConnectionLock } from './connection-lock.ts';
import type { Durability } from './durability.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** A file as it is worked on: who writes it, one at a time, and who reads it beside that. */
export interface SqliteFile {
  readonly writer: SqliteConnection;
  /** Absent in memory: there the writer reads too. */
  readonly reader: SqliteConnection | undefined;
  /** Of the writer. */
  readonly lock: ConnectionLock;
  readonly durability: Durability;
}
