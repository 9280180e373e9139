import { sql } from 'kysely';

import type { Db } from '../tables/schema.ts';

/**
 * Does work that need not outlive a loss of power, without waiting for the disk: who holds a job, what
 * was read, that a run has ended. It outlives the death of the process, and it is in the file before
 * any later write that does wait.
 */
export type Relaxed = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

/** `synchronous` is the level of all other work on this connection. */
export function createRelaxed(db: Db, synchronous: 'full' | 'normal'): Relaxed {
  if (synchronous === 'normal') return (work) => work(db);
  return (work) =>
    // The connection is held meanwhile: nobody else's write comes between the two settings.
    db.connection().execute(async (connection) => {
      await sql`pragma synchronous = normal`.execute(connection);
      try {
        return await work(connection);
      } finally {
        await sql`pragma synchronous = full`.execute(connection);
      }
    });
}
