import type { LedgerChange, MirrorLedger, Partition } from '@homarus/memory';

import { chunksOf } from '../database/chunks.ts';
import type { SqlDatabase } from '../database/sql-database.ts';
import { fromMirrorRow, toMirrorRow } from '../tables/mirror-table.ts';
import type { Db } from '../tables/schema.ts';
import { inScope, listOf, onlyInScope } from './in-scope.ts';

/** Paths are unique over all accounts, and so are looked up over all of them. */
export function mirrorLedger({ of, all }: SqlDatabase): MirrorLedger {
  const files = () => all.selectFrom('mirror_file').selectAll();
  return {
    getCursor: async (partition) => {
      const row = await of(partition.accountId)
        .selectFrom('mirror_cursor')
        .select('seq')
        .where(inScope(scopeOf(partition), 'partition'))
        .executeTakeFirst();
      return row?.seq ?? 0;
    },
    findFiles: async (paths) => {
      const rows = await files().where('path', 'in', listOf(all, paths)).execute();
      return rows.map(fromMirrorRow);
    },
    findMemoryFiles: async (partition, ids) => {
      const rows = await files()
        .where('memory_id', 'in', listOf(all, ids))
        .where(onlyInScope(all, scopeOf(partition), 'partition'))
        .execute();
      return rows.map(fromMirrorRow);
    },
    listFolders: async () => {
      const folders = all.selectFrom('mirror_file').select('folder').distinct();
      const rows = await folders.orderBy('folder').execute();
      return rows.map(({ folder }) => folder);
    },
    listFiles: async (folder) => {
      const rows = await files().where('folder', '=', folder).orderBy('path').execute();
      return rows.map(fromMirrorRow);
    },
    note: (change) => all.transaction().execute((transaction) => note(transaction, change)),
    listChanged: async (partition, { from, to, limit }) => {
      const db = of(partition.accountId);
      const rows = await db
        .selectFrom('memory_revision')
        .innerJoin('memory', 'memory.id', 'memory_revision.memory_id')
        .select('memory.id')
        .distinct()
        .where('memory_revision.created_at', '>=', from)
        .where('memory_revision.created_at', '<', to)
        .where(onlyInScope(db, scopeOf(partition), 'partition'))
        .where('visible_to', 'is', null)
        .orderBy('memory.id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

function scopeOf({ accountId, userId }: Partition) {
  return { accountId, userId, agentId: '' };
}

async function note(db: Db, { files, removed, cursor }: LedgerChange): Promise<void> {
  if (removed.length > 0) {
    await db.deleteFrom('mirror_file').where('path', 'in', listOf(db, removed)).execute();
  }
  for (const chunk of chunksOf(files)) {
    await db
      .insertInto('mirror_file')
      .values(chunk.map(toMirrorRow))
      .onConflict((conflict) =>
        conflict.column('path').doUpdateSet((row) => ({
          account_id: row.ref('excluded.account_id'),
          user_id: row.ref('excluded.user_id'),
          agent_id: row.ref('excluded.agent_id'),
          memory_id: row.ref('excluded.memory_id'),
          hash: row.ref('excluded.hash'),
          stamp: row.ref('excluded.stamp'),
        })),
      )
      .execute();
  }
  if (cursor === undefined) return;
  const { partition, seq } = cursor;
  await db
    .insertInto('mirror_cursor')
    .values({ account_id: partition.accountId, user_id: partition.userId, seq })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'user_id'])
        .doUpdateSet((row) => ({ seq: row.ref('excluded.seq') })),
    )
    .execute();
}
