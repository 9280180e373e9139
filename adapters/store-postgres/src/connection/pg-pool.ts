import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';
import { Client, Pool, types } from 'pg';
import type {
  ClientBase,
  ClientConfig,
  CustomTypesConfig,
  PoolClient,
  PoolConfig,
  QueryConfig,
} from 'pg';

import type { PostgresClient, PostgresPool, PostgresResult } from './pool.ts';

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
    types: ownTypes,
    pipeline: true,
  });
  // A connection that breaks while nobody uses it: the pool makes another one.
  pool.on('error', (error) => {
    log.warn('An idle connection to the database broke.', { error: errorText(error) });
  });
  const names = createNames();
  const config = { ...settings, connectionTimeoutMillis: connectTimeoutMs, keepAlive: true };
  return {
    connect: async () => {
      const client = await pool.connect();
      // A connection that breaks while it is used also says so in each of its answers.
      client.on('error', ignore);
      return toClient(client, names);
    },
    hold: (onLost) => hold({ ...config, types: ownTypes, application_name: 'homarus' }, onLost),
    end: () => pool.end(),
  };
}

async function hold(config: ClientConfig, onLost: () => void): Promise<PostgresClient> {
  const client = new Client(config);
  let isReleased = false;
  client.on('error', ignore);
  await client.connect();
  client.once('end', () => {
    if (!isReleased) onLost();
  });
  return {
    session: client,
    query: (text, parameters) => ask(client, { text, ...valuesOf(parameters) }),
    release: () => {
      isReleased = true;
      client.end().catch(ignore);
    },
  };
}

function ignore(): void {
  // See above.
}

function toClient(client: PoolClient, nameOf: (sql: string) => string | undefined): PostgresClient {
  return {
    session: client,
    query: (text, parameters) => {
      const name = parameters === undefined ? undefined : nameOf(text);
      const named = name === undefined ? {} : { name };
      return ask(client, { text, ...valuesOf(parameters), ...named });
    },
    release: (isBroken = false) => {
      client.off('error', ignore);
      client.release(isBroken);
    },
  };
}

async function ask(client: ClientBase, query: QueryConfig): Promise<PostgresResult> {
  const { rows, rowCount, command } = await client.query<object>(query);
  return { rows, rowCount: rowCount ?? 0, command };
}

function valuesOf(parameters: readonly unknown[] | undefined): { readonly values?: unknown[] } {
  return parameters === undefined ? {} : { values: [...parameters] };
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

const ownTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    numberTypes.has(oid) && format !== 'binary' ? Number : types.getTypeParser(oid, 'text'),
};
