import type { CursorMove, SessionArchive, SessionScope } from '@homarus/memory';

import { lastOfEach } from '../database/chunks.ts';
import type { Db, TurnTable } from '../tables/schema.ts';
import { toArchiveRow } from '../tables/session-archive-table.ts';
import { listOf, onlyInScope } from './in-scope.ts';

/** The columns that name a session. */
export function sessionColumns(scope: SessionScope): Omit<TurnTable, 'turn_id'> {
  return {
    account_id: scope.accountId,
    user_id: scope.userId,
    agent_id: scope.agentId,
    session_id: scope.sessionId,
  };
}

export async function insertTurn(db: Db, scope: SessionScope, turnId: string): Promise<void> {
  const row = { ...sessionColumns(scope), turn_id: turnId };
  await db.insertInto('turn').values(row).execute();
}

export async function claimMessages(
  db: Db,
  scope: SessionScope,
  { turnId, keys }: { readonly turnId: string; readonly keys: readonly string[] },
): Promise<void> {
  await db
    .updateTable('message')
    .set({ turn_id: turnId })
    .where('key', 'in', listOf(db, keys))
    .where(onlyInScope(db, scope, 'session'))
    .execute();
}

/** A cursor that is moved twice in a change ends where its last move says. */
export async function moveCursors(
  db: Db,
  scope: SessionScope,
  moves: readonly CursorMove[],
): Promise<void> {
  const columns = sessionColumns(scope);
  const rows = lastOfEach(moves, ({ name }) => name).map(({ name, to }) =>
    Object.assign({ name, position: to }, columns),
  );
  await db
    .insertInto('session_cursor')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'user_id', 'agent_id', 'session_id', 'name'])
        .doUpdateSet((row) => ({ position: row.ref('excluded.position') })),
    )
    .execute();
}

export async function insertArchive(
  db: Db,
  scope: SessionScope,
  archive: SessionArchive,
): Promise<void> {
  await db.insertInto('session_archive').values(toArchiveRow(scope, archive)).execute();
}
