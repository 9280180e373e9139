import type { Db, Relaxed } from '@homarus/store-sql';
import { sql } from 'kysely';

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
