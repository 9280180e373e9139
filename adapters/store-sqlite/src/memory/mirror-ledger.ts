import type { MirrorLedger } from '@homarus/memory';

import { chunksOf } from '../database/chunks.ts';
import { fromMirrorRow, toMirrorRow } from '../tables/mirror-table.ts';
import type { Db } from '../tables/schema.ts';
import { inScope, listOf } from './in-scope.ts';

export function sqliteMirrorLedger(db: Db): MirrorLedger {
  const files = () => db.selectFrom('mirror_file').selectAll();
  return {
    getCursor: async (partition) => {
      const row = await db
        .selectFrom('mirror_cursor')
        .select('seq')
        .where(inScope({ ...partition, agentId: '' }, 'partition'))
        .executeTakeFirst();
      return row?.seq ?? 0;
    },
    findFiles: async (paths) => {
      const rows = await files().where('path', 'in', listOf(paths)).execute();
      return rows.map(fromMirrorRow);
    },
    findMemoryFiles: async (partition, ids) => {
      const rows = await files()
        .where('memory_id', 'in', listOf(ids))
        .where(inScope({ ...partition, agentId: '' }, 'partition', 'key'))
        .execute();
      return rows.map(fromMirrorRow);
    },
    listFolders: async () => {
      const rows = await db
        .selectFrom('mirror_file')
        .select('folder')
        .distinct()
        .orderBy('folder')
        .execute();
      return rows.map(({ folder }) => folder);
    },
    listFiles: async (folder) => {
      const rows = await files().where('folder', '=', folder).orderBy('path').execute();
      return rows.map(fromMirrorRow);
    },
    note: async (change) => {
      await db.transaction().execute((transaction) => note(transaction, change));
    },
    listChanged: async (partition, { from, to, limit }) => {
      const rows = await db
        .selectFrom('memory_revision')
        .innerJoin('memory', 'memory.id', 'memory_revision.memory_id')
        .select('memory.id')
        .distinct()
        .where('memory_revision.created_at', '>=', from)
        .where('memory_revision.created_at', '<', to)
        .where(inScope({ ...partition, agentId: '' }, 'partition', 'key'))
        .where('visible_to', 'is', null)
        .orderBy('memory.id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

async function note(
  db: Db,
  { files, removed, cursor }: Parameters<MirrorLedger['note']>[0],
): Promise<void> {
  if (removed.length > 0) {
    await db.deleteFrom('mirror_file').where('path', 'in', listOf(removed)).execute();
  }
  for (const chunk of chunksOf(files)) {
    await db.replaceInto('mirror_file').values(chunk.map(toMirrorRow)).execute();
  }
  if (cursor === undefined) return;
  const { partition, seq } = cursor;
  await db
    .replaceInto('mirror_cursor')
    .values({ account_id: partition.accountId, user_id: partition.userId, seq })
    .execute();
}
