import type { MemoryChange, MessageWrite, NewSearchEntry, Scope } from '@homarus/memory';

import { toMessageRow } from '../tables/message-table.ts';
import type { Db } from '../tables/schema.ts';
import { toSearchEntryRow } from '../tables/search-entry-table.ts';
import { chunksOf, lastOfEach } from '../database/chunks.ts';

export async function insertMessages(db: Db, writes: readonly MessageWrite[]): Promise<void> {
  for (const chunk of chunksOf(writes)) {
    const rows = chunk.map(({ message }) => toMessageRow(message));
    await db.insertInto('message').values(rows).execute();
  }
}

/** Writes entries with the numbers after `afterSeq`; an entry that is there gets its new number. */
export async function insertEntries(
  db: Db,
  write: {
    readonly scope: Scope;
    readonly entries: readonly NewSearchEntry[];
    readonly afterSeq: number;
  },
): Promise<void> {
  const { scope, entries, afterSeq } = write;
  const rows = entries.map((entry, index) => toSearchEntryRow(scope, entry, afterSeq + index + 1));
  for (const chunk of chunksOf(lastOfEach(rows, ({ type, key }) => `${type}:${key}`))) {
    await db
      .insertInto('search_entry')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['type', 'key']).doUpdateSet((row) => ({
          seq: row.ref('excluded.seq'),
          agent_id: row.ref('excluded.agent_id'),
          session_id: row.ref('excluded.session_id'),
          category: row.ref('excluded.category'),
          created_at: row.ref('excluded.created_at'),
          recorded_at: row.ref('excluded.recorded_at'),
          hidden_at: row.ref('excluded.hidden_at'),
          source_message_ids: row.ref('excluded.source_message_ids'),
          terms: row.ref('excluded.terms'),
          terms_version: row.ref('excluded.terms_version'),
        })),
      )
      .execute();
  }
}

/** Moves the partition's last number and its counts by what the change writes. */
export async function raiseCounters(db: Db, scope: Scope, change: MemoryChange): Promise<void> {
  const { messages = [], memories = [] } = change;
  const entries = messages.length + memories.length;
  if (entries === 0) return;
  const born = memories.filter(({ record }) => record.revision === 1).length;
  await db
    .insertInto('partition')
    .values({
      account_id: scope.accountId,
      user_id: scope.userId,
      last_seq: entries,
      messages: messages.length,
      memories: born,
      memory_version: memories.length,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'user_id']).doUpdateSet((row) => ({
        last_seq: row('partition.last_seq', '+', row.ref('excluded.last_seq')),
        messages: row('partition.messages', '+', row.ref('excluded.messages')),
        memories: row('partition.memories', '+', row.ref('excluded.memories')),
        memory_version: row('partition.memory_version', '+', row.ref('excluded.memory_version')),
      })),
    )
    .execute();
}
