import type { Partition } from '@homarus/memory';
import type { Db, Schema } from '@homarus/store-sql';
import { Kysely } from 'kysely';

import type { PostgresPool } from '../connection/pool.ts';
import type { Flavour } from './flavour.ts';
import { ownerLockOf } from './owner-lock.ts';
import { kyselyDialect } from './postgres-dialect.ts';
import { commit, openConnection } from './postgres-driver.ts';
import type { Connection } from './postgres-driver.ts';

export interface OwnerTransaction<T> {
  readonly pool: PostgresPool;
  readonly flavour: Flavour;
  readonly owner: Partition;
  readonly work: (db: Db) => Promise<T>;
}

/**
 * Holds the owner's lock from the beginning: each statement sees what was committed until it is run,
 * that is all that earlier holders did. Unlike in a transaction of Kysely, statements that do not wait
 * for each other are sent together.
 */
export async function inOwnerTransaction<T>(transaction: OwnerTransaction<T>): Promise<T> {
  const { pool, flavour, owner, work } = transaction;
  const { accountId } = owner;
  const connection = await openConnection({ pool, flavour, reach: { accountId } });
  const held = holdConnection(connection);
  const [high, low] = ownerLockOf(owner);
  try {
    await connection.run(`begin; select pg_advisory_xact_lock(${high}, ${low})`);
    const dialect = kyselyDialect(flavour, held.driver);
    const result = await work(new Kysely<Schema>({ dialect }));
    held.end();
    await commit(connection);
    return result;
  } catch (error) {
    // What was sent before is answered before the rollback; nothing may come after it.
    held.end();
    await connection.run('rollback');
    throw error;
  } finally {
    connection.release();
  }
}

/** A driver with one connection, which all of its statements share until the end. */
function holdConnection(connection: Connection) {
  let isOver = false;
  const refuse = () => Promise.reject(new Error('This transaction begins and ends by itself.'));
  return {
    end: () => {
      isOver = true;
    },
    driver: {
      init: () => Promise.resolve(),
      acquireConnection: () =>
        isOver
          ? Promise.reject(new Error('The transaction is over.'))
          : Promise.resolve<Connection>(connection),
      releaseConnection: () => Promise.resolve(),
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
      destroy: () => Promise.resolve(),
    },
  };
}
