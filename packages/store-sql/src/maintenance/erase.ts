import type { Whose } from '@homarus/memory';
import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';

import type { Db } from '../tables/schema.ts';

interface PersonalTable {
  readonly name: string;
  readonly primaryKey: readonly string[];
  /** Where the table does not say itself whose a row is. Default: by `account_id` and `user_id`. */
  readonly isOf?: (whose: Whose) => RawBuilder<SqlBool>;
}

const sessionKey = ['account_id', 'user_id', 'agent_id', 'session_id'] as const;

/** What persons have, each table before those that its rows point at. */
const personalTables: readonly PersonalTable[] = [
  { name: 'cron_run', primaryKey: ['account_id', 'run_id'] },
  { name: 'cron_job', primaryKey: ['number'] },
  { name: 'job', primaryKey: ['number'] },
  { name: 'mirror_file', primaryKey: ['path'] },
  { name: 'mirror_cursor', primaryKey: ['account_id', 'user_id'] },
  { name: 'prepared_compaction', primaryKey: ['token'] },
  { name: 'review', primaryKey: ['account_id', 'user_id', 'agent_id', 'finished_at'] },
  { name: 'vector_index', primaryKey: ['account_id', 'user_id', 'key', 'space_id'] },
  { name: 'vector_space', primaryKey: ['id'] },
  { name: 'search_entry', primaryKey: ['type', 'key'] },
  {
    name: 'memory_revision',
    primaryKey: ['memory_id', 'revision'],
    isOf: (whose) => sql`memory_id in (select id from memory where ${isOwn(whose)})`,
  },
  { name: 'memory', primaryKey: ['id'] },
  { name: 'tombstone', primaryKey: ['account_id', 'user_id', 'fingerprint'] },
  { name: 'session_cursor', primaryKey: [...sessionKey, 'name'] },
  { name: 'session_archive', primaryKey: [...sessionKey, 'number'] },
  { name: 'turn', primaryKey: [...sessionKey, 'turn_id'] },
  { name: 'message', primaryKey: ['key'] },
  {
    name: 'session_entry',
    primaryKey: ['account_id', 'session_id', 'position'],
    isOf: (whose) => sql`account_id = ${whose.accountId}
      and session_id in (select session_id from session where ${isOwn(whose)})`,
  },
  { name: 'run', primaryKey: ['account_id', 'run_id'] },
  { name: 'session', primaryKey: ['account_id', 'session_id'] },
];

/**
 * Removes at most `limit` rows of all that the account, or one of its users, has; how many it were.
 * With the last of them the counters are set right. The numbers of entries go on where they were, so
 * that who has read up to one does not miss what comes later.
 */
export async function erase(db: Db, whose: Whose, limit: number): Promise<number> {
  let removed = 0;
  for (const { name, primaryKey, isOf = isOwn } of personalTables) {
    const key = sql.join(primaryKey.map((column) => sql.ref(column)));
    const table = sql.table(name);
    const { numAffectedRows = 0n } = await sql`delete from ${table} where (${key}) in (
      select ${key} from ${table} where ${isOf(whose)} limit ${limit - removed})`.execute(db);
    removed += Number(numAffectedRows);
    if (removed >= limit) return removed;
  }
  await sql`update partition set
    messages = (select count(*) from message m
      where m.account_id = partition.account_id and m.user_id = partition.user_id),
    memories = (select count(*) from memory m
      where m.account_id = partition.account_id and m.user_id = partition.user_id)
    where ${isOwn(whose)}`.execute(db);
  return removed;
}

function isOwn({ accountId, userId }: Whose): RawBuilder<SqlBool> {
  return userId === undefined
    ? sql`account_id = ${accountId}`
    : sql`account_id = ${accountId} and user_id = ${userId}`;
}
