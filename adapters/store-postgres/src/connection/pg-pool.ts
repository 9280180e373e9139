import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';
import { Pool, types } from 'pg';
import type { PoolClient, PoolConfig, QueryConfig } from 'pg';

import type { PostgresClient, PostgresPool } from './pool.ts';

export interface PgPoolOptions {
  /** As node-postgres reads it; a connection string, or host, user and the others. */
  readonly settings: PoolConfig;
  readonly log: Logger;
}

/** How long a caller waits for a connection before it is told that the database is away. */
const connectTimeoutMs = 5000;

/** Object identifiers of types whose texts are numbers: int8, numeric. */
const numberTypes: ReadonlySet<number> = new Set([20, 1700]);

/** So many statements are prepared by name on each connection; the rest is planned anew each time. */
const maxNames = 500;

/** The connections of node-postgres; statements that wait for nothing between them share round trips. */
export function createPgPool({ settings, log }: PgPoolOptions): PostgresPool {
  const pool = new Pool({
    max: 10,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: 'homarus',
    ...settings,
    types: { getTypeParser: (oid, format) => parserOf(oid, format) },
    pipeline: true,
  });
  // A connection that breaks while nobody uses it: the pool makes another one.
  pool.on('error', (error) => {
    log.warn('An idle connection to the database broke.', { error: errorText(error) });
  });
  const names = createNames();
  return {
    connect: async () => {
      const client = await pool.connect();
      // A connection that breaks while it is used also says so in each of its answers.
      client.on('error', ignore);
      return toClient(client, names);
    },
    end: () => pool.end(),
  };
}

function ignore(): void {
  // See above.
}

function toClient(client: PoolClient, nameOf: (sql: string) => string | undefined): PostgresClient {
  return {
    session: client,
    query: async (text, parameters) => {
      const name = parameters === undefined ? undefined : nameOf(text);
      const query: QueryConfig = {
        text,
        ...(parameters === undefined ? {} : { values: [...parameters] }),
        ...(name === undefined ? {} : { name }),
      };
      const { rows, rowCount, command } = await client.query(query);
      return { rows, rowCount: rowCount ?? 0, command };
    },
    release: (isBroken = false) => {
      client.off('error', ignore);
      client.release(isBroken);
    },
  };
}

/** Names for statements, by their text. */
function createNames(): (sql: string) => string | undefined {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= maxNames) return known;
    const name = `homarus_${names.size}`;
    names.set(sql, name);
    return name;
  };
}

function parserOf(oid: number, format: 'text' | 'binary' | undefined): (value: string) => unknown {
  if (numberTypes.has(oid) && format !== 'binary') return Number;
  return types.getTypeParser(oid, 'text');
}
