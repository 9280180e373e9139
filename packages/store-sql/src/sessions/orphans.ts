import type { Orphans } from '@homarus/sessions';
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';

import type { Presence, SqlDatabase } from '../database/sql-database.ts';
import { fromPendingRow } from '../tables/pending-input-table.ts';
import { fromRunRow } from '../tables/run-table.ts';

/** What servers left that hold their number no more. */
export function orphansOf({ of }: SqlDatabase, presence: Presence): Orphans {
  const isGone = async () =>
    sql<SqlBool>`(server not in ${presence.present} and server <> ${await presence.number()})`;
  return {
    async listGone(accountId) {
      const gone = await isGone();
      const rows = await of(accountId)
        .selectFrom('run')
        .select('server')
        .where('account_id', '=', accountId)
        .where('is_settled', '=', 0)
        .where(gone)
        .union((other) =>
          other
            .selectFrom('pending_input')
            .select('server')
            .where('account_id', '=', accountId)
            .where(gone),
        )
        .execute();
      return rows.map(({ server }) => server);
    },
    async adopt(accountId, servers) {
      const gone = await isGone();
      const server = await presence.number();
      return of(accountId)
        .transaction()
        .execute(async (transaction) => {
          const runs = await transaction
            .updateTable('run')
            .set({ server })
            .where('account_id', '=', accountId)
            .where('is_settled', '=', 0)
            .where('server', 'in', servers)
            .where(gone)
            .returningAll()
            .execute();
          const pending = await transaction
            .updateTable('pending_input')
            .set({ server })
            .where('account_id', '=', accountId)
            .where('server', 'in', servers)
            .where(gone)
            .returningAll()
            .execute();
          return {
            runs: runs.toSorted((a, b) => a.started_at - b.started_at).map(fromRunRow),
            pending: pending.toSorted((a, b) => a.number - b.number).map(fromPendingRow),
          };
        });
    },
  };
}
