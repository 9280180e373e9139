import { AppError } from '@homarus/base';
import type { PendingInputs } from '@homarus/sessions';
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';

import type { SqlDatabase } from '../database/sql-database.ts';
import { fromPendingRow, toPendingRow } from '../tables/pending-input-table.ts';
import type { Db } from '../tables/schema.ts';

/** What waits for its turn. */
export function pendingInputs({ of, presence }: SqlDatabase): PendingInputs {
  return {
    addPending: async (pending) => {
      const server = (await presence?.number()) ?? 0;
      const { accountId, runId } = pending;
      await of(accountId)
        .transaction()
        .execute(async (transaction) => {
          if (await isRun(transaction, accountId, runId)) throw taken(runId);
          const { numInsertedOrUpdatedRows } = await transaction
            .insertInto('pending_input')
            .values({ ...toPendingRow(pending), server })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          if (numInsertedOrUpdatedRows === 0n) throw taken(runId);
        });
    },
    listPending: async (accountId) => {
      let waiting = of(accountId)
        .selectFrom('pending_input')
        .selectAll()
        .where('account_id', '=', accountId);
      if (presence !== undefined) {
        const isElsewhere = sql<SqlBool>`(server in ${presence.present}
          and server <> ${await presence.number()})`;
        waiting = waiting.where(({ not }) => not(isElsewhere));
      }
      const rows = await waiting.orderBy('number').execute();
      return rows.map(fromPendingRow);
    },
    removePending: (accountId, runId) => dequeue(of(accountId), accountId, runId),
  };
}

export async function dequeue(db: Db, accountId: string, runId: string): Promise<void> {
  await db
    .deleteFrom('pending_input')
    .where('account_id', '=', accountId)
    .where('run_id', '=', runId)
    .execute();
}

async function isRun(db: Db, accountId: string, runId: string): Promise<boolean> {
  const run = await db
    .selectFrom('run')
    .select('run_id')
    .where('account_id', '=', accountId)
    .where('run_id', '=', runId)
    .executeTakeFirst();
  return run !== undefined;
}

function taken(runId: string): AppError {
  return new AppError('conflict', `The run id ${runId} is taken.`);
}
