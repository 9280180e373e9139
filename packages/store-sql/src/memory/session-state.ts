import type { SessionArchive, SessionScope, SessionState } from '@homarus/memory';
import { sql } from 'kysely';

import type { Db } from '../tables/schema.ts';
import { fromArchiveRow } from '../tables/session-archive-table.ts';
import { inScope } from './in-scope.ts';

interface StateRow {
  readonly source: 'cursor' | 'message' | 'archive';
  readonly name: string;
  /** Null for a session that has none. */
  readonly place: number | null;
}

/** One statement, for every turn asks several times; an archive is read where there is one. */
export async function readSessionState(db: Db, scope: SessionScope): Promise<SessionState> {
  const session = inScope(scope, 'session');
  const { rows } = await sql<StateRow>`
    select 'cursor' as source, name, position as place from session_cursor where ${session}
    union all select 'message', '', max(position) from message where ${session}
    union all select 'archive', '', max(number) from session_archive where ${session}
  `.execute(db);
  const placeOf = (source: StateRow['source']): number | null =>
    rows.find((row) => row.source === source)?.place ?? null;
  const last = placeOf('message');
  const archiveNumber = placeOf('archive');
  const cursors = rows.filter(({ source }) => source === 'cursor');
  return {
    nextPosition: last === null ? 0 : last + 1,
    cursors: Object.fromEntries(cursors.map(({ name, place }) => [name, place ?? 0])),
    archive: archiveNumber === null ? undefined : await readArchive(db, scope, archiveNumber),
  };
}

async function readArchive(
  db: Db,
  scope: SessionScope,
  number: number,
): Promise<SessionArchive | undefined> {
  const row = await db
    .selectFrom('session_archive')
    .selectAll()
    .where(inScope(scope, 'session'))
    .where('number', '=', number)
    .executeTakeFirst();
  return row && fromArchiveRow(row);
}
