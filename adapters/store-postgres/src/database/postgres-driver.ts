import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';

import type { PostgresClient, PostgresPool } from '../connection/pool.ts';
import type { Flavour } from './flavour.ts';
import { fromRow, toParameter } from './nul-escape.ts';
import { isBroken, toStoreError } from './postgres-errors.ts';
import { setReach } from './reach.ts';
import type { Reach } from './reach.ts';

export interface Connection extends DatabaseConnection {
  run(sql: string, parameters?: readonly unknown[]): Promise<{ readonly command: string }>;
  release(): void;
}

export interface DriverOptions {
  readonly pool: PostgresPool;
  readonly flavour: Flavour;
  /** The rows that exist for its statements. */
  readonly reach: Reach;
}

/** Takes connections from the pool and gives them back; throws only what {@link toStoreError} makes. */
export function createDriver(options: DriverOptions): Driver {
  const connections = new WeakMap<DatabaseConnection, Connection>();
  const of = (connection: DatabaseConnection): Connection => {
    const known = connections.get(connection);
    if (known === undefined) throw new Error('The connection is not of this driver.');
    return known;
  };
  return {
    init: () => Promise.resolve(),
    acquireConnection: async () => {
      const connection = await openConnection(options);
      connections.set(connection, connection);
      return connection;
    },
    releaseConnection: async (connection) => of(connection).release(),
    beginTransaction: async (connection) => {
      await of(connection).run('begin');
    },
    commitTransaction: (connection) => commit(of(connection)),
    rollbackTransaction: async (connection) => {
      await of(connection).run('rollback');
    },
    destroy: () => Promise.resolve(),
  };
}

export async function commit(connection: Connection): Promise<void> {
  const { command } = await connection.run('commit');
  // A statement failed before and somebody went on all the same: nothing was written.
  if (command === 'ROLLBACK') throw new Error('The transaction was rolled back, not committed.');
}

export async function openConnection({ pool, flavour, reach }: DriverOptions): Promise<Connection> {
  try {
    const client = await pool.connect();
    try {
      await setReach(client, reach, flavour);
    } catch (error) {
      client.release(true);
      throw error;
    }
    return toConnection(client);
  } catch (error) {
    throw toStoreError(error);
  }
}

function toConnection(client: PostgresClient): Connection {
  let isUsable = true;
  const run = async (sql: string, parameters?: readonly unknown[]) => {
    try {
      return await client.query(sql, parameters?.map(toParameter));
    } catch (error) {
      // A rollback that fails leaves a transaction that nobody may go on with.
      if (isBroken(error) || sql === 'rollback') isUsable = false;
      throw toStoreError(error);
    }
  };
  const execute = async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
    const { rows, rowCount } = await run(sql, parameters);
    return { rows: rows.map(fromRow) as R[], numAffectedRows: BigInt(rowCount) };
  };
  return {
    run,
    executeQuery: execute,
    // One chunk: nobody reads so much that a cursor would pay.
    async *streamQuery<R>(query: CompiledQuery) {
      yield await execute<R>(query);
    },
    release: () => {
      client.release(!isUsable);
    },
  };
}
