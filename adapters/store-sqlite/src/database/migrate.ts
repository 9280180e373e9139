import type { DatabaseSync } from 'node:sqlite';

import type { Migration } from './migrations.ts';
import { unavailable } from './sqlite-errors.ts';

export interface MigrateOptions {
  readonly migrations: readonly Migration[];
  /** Unix milliseconds, noted beside each step. */
  readonly now: number;
  /** Named in errors. */
  readonly path: string;
}

/**
 * Brings the schema to the last step, each step in a transaction of its own, and returns the steps
 * that were applied. Safe when several processes open a new file at once. Throws `unavailable` for a
 * database of a newer program and for one of another program.
 */
export function migrate(database: DatabaseSync, options: MigrateOptions): readonly Migration[] {
  const latest = options.migrations.at(-1)?.version ?? 0;
  if (readVersion(database, options.path) === latest) return [];
  return options.migrations.filter((migration) => applyOnce(database, migration, options));
}

/** True when this call applied the step, false when it was there already. */
function applyOnce(database: DatabaseSync, migration: Migration, options: MigrateOptions): boolean {
  database.exec('begin immediate');
  try {
    const version = readVersion(database, options.path);
    requireKnown(version, options);
    const isMissing = version < migration.version;
    if (isMissing) apply(database, migration, options.now);
    database.exec('commit');
    return isMissing;
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

function apply(database: DatabaseSync, migration: Migration, now: number): void {
  database.exec(`create table if not exists schema_version (
    version integer primary key, name text not null, applied_at integer not null)`);
  database.exec(migration.sql);
  database
    .prepare('insert into schema_version (version, name, applied_at) values (?, ?, ?)')
    .run(migration.version, migration.name, now);
}

function requireKnown(version: number, { migrations, path }: MigrateOptions): void {
  const latest = migrations.at(-1)?.version ?? 0;
  if (version <= latest) return;
  throw unavailable(
    `The database ${path} was written by a newer Homarus (schema ${version}, this program knows ` +
      `${latest}). Update Homarus, or name another file.`,
    { retryable: false },
  );
}

/** The schema's version; 0 for an empty file. */
function readVersion(database: DatabaseSync, path: string): number {
  const tables = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .all();
  if (tables.length === 0) return 0;
  if (!tables.some(({ name }) => name === 'schema_version')) {
    throw unavailable(`The database ${path} belongs to another program. Name another file.`, {
      retryable: false,
    });
  }
  const row = database.prepare('select max(version) as version from schema_version').get();
  return Number(row?.['version'] ?? 0);
}
