import type { PostgresPool } from '../connection/pool.ts';

/** The unique key that each upsert of the stores is about; openGauss takes any of the table's. */
const keys: Readonly<Record<string, string>> = {
  partition: 'account_id, user_id',
  memory: 'id',
  search_entry: 'type, key',
  session_cursor: 'account_id, user_id, agent_id, session_id, name',
  tombstone: 'account_id, user_id, fingerprint',
  vector_index: 'account_id, user_id, key, space_id',
  account: 'account_id',
  account_member: 'account_id, kind, id',
  mirror_file: 'path',
  mirror_cursor: 'account_id, user_id',
  erasure: 'account_id, user_id',
};

/**
 * Lets PostgreSQL run what is written for openGauss: the upserts, which PostgreSQL has in other words,
 * are translated back. Everything else reaches it as it is.
 */
export function gaussPool(pool: PostgresPool): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect();
      return {
        session: client.session,
        query: (sql, parameters) => client.query(toPostgres(sql), parameters),
        release: (isBroken) => client.release(isBroken),
      };
    },
    hold: (onLost) => pool.hold(onLost),
    end: () => pool.end(),
  };
}

function toPostgres(sql: string): string {
  const plain = sql.replace('on duplicate key update nothing', 'on conflict do nothing');
  if (!plain.includes('on duplicate key update')) return plain;
  const table = /^insert into "(\w+)"/u.exec(sql)?.[1] ?? '';
  const key = keys[table];
  if (key === undefined) throw new Error(`gauss-pool.ts has no unique key of ${table}.`);
  return plain.replace('on duplicate key update', `on conflict (${key}) do update set`);
}
