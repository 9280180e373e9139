import type { PostgresClient, PostgresPool } from '../connection/pool.ts';
import { schemaLock } from '../database/owner-lock.ts';
import { isBroken, toStoreError, unavailable } from '../database/postgres-errors.ts';
import type { Migration } from './migrations.ts';

export interface MigrateOptions {
  readonly migrations: readonly Migration[];
  /** Unix milliseconds, noted beside each step. */
  readonly now: number;
}

/**
 * Brings the schema to the last step, all missing steps in one transaction, and returns those that
 * were applied. Servers that start at once wait for each other. Throws `unavailable` for a database of
 * a newer program, one with tables of these names of another program, and missing rights.
 */
export async function migrate(
  pool: PostgresPool,
  options: MigrateOptions,
): Promise<readonly Migration[]> {
  let client: PostgresClient | undefined;
  let isUsable = true;
  try {
    client = await pool.connect();
    return await applyMissing(client, options);
  } catch (error) {
    isUsable = !isBroken(error) && (await isRolledBack(client));
    throw toStoreError(error);
  } finally {
    client?.release(!isUsable);
  }
}

async function isRolledBack(client: PostgresClient | undefined): Promise<boolean> {
  const answer = client?.query('rollback').then(() => true);
  return (await answer?.catch(() => false)) ?? true;
}

async function applyMissing(
  client: PostgresClient,
  { migrations, now }: MigrateOptions,
): Promise<readonly Migration[]> {
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1::int, $2::int)', schemaLock);
  const version = await readVersion(client);
  requireKnown(version, migrations);
  const missing = migrations.filter((migration) => migration.version > version);
  for (const migration of missing) await apply(client, migration, now);
  await client.query('commit');
  return missing;
}

async function apply(
  client: PostgresClient,
  { version, name, sql }: Migration,
  now: number,
): Promise<void> {
  await client.query(sql);
  await client.query(
    'insert into homarus_schema_version (version, name, applied_at) values ($1, $2, $3)',
    [version, name, now],
  );
}

function requireKnown(version: number, migrations: readonly Migration[]): void {
  const latest = migrations.at(-1)?.version ?? 0;
  if (version <= latest) return;
  throw unavailable(
    `The database was written by a newer Homarus (schema ${version}, this program knows ${latest}). ` +
      'Update Homarus, or name another database.',
    { retryable: false },
  );
}

/** The schema's version; 0 for a database without our tables, in which the table of versions is made. */
async function readVersion(client: PostgresClient): Promise<number> {
  const found = await client.query(
    `select count(*) as tables, count(case when tablename = 'homarus_schema_version' then 1 end) as own
    from pg_tables where schemaname = current_schema()
      and tablename in ('homarus_schema_version', 'message', 'memory', 'search_entry')`,
  );
  const { tables, own } = found.rows[0] as { readonly tables: number; readonly own: number };
  if (own === 0) {
    if (tables > 0) throw foreignTables();
    await client.query(`create table homarus_schema_version (
      version bigint primary key, name text not null, applied_at bigint not null)`);
    return 0;
  }
  const { rows } = await client.query(
    'select coalesce(max(version), 0) as version from homarus_schema_version',
  );
  return (rows[0] as { readonly version: number }).version;
}

function foreignTables(): Error {
  return unavailable(
    'The database has tables of another program with the names of ours. Name another database, or ' +
      'another schema (options=-csearch_path=homarus,public in the connection string).',
    { retryable: false },
  );
}
