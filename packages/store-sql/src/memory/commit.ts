import { assertChange, memoryEntry, messageEntry, requireBasis } from '@homarus/memory';
import type { CommitReceipt, MemoryChange, Scope } from '@homarus/memory';

import type { SqlDatabase } from '../database/sql-database.ts';
import { together } from '../database/together.ts';
import type { Db } from '../tables/schema.ts';
import { readBasis } from './commit-basis.ts';
import { insertJobs } from './insert-jobs.ts';
import { upsertMemories } from './upsert-memories.ts';
import { insertEntries, insertMessages, raiseCounters } from './write-rows.ts';
import { claimMessages, insertArchive, insertTurn, moveCursors } from './write-session.ts';
import { changeTombstones } from './write-tombstones.ts';

/**
 * Applies a change in one transaction that is alone with the owner's rows: what the optimistic checks
 * saw stays true until the commit, and numbers are given in the order of commits.
 */
export async function commitChange(
  database: SqlDatabase,
  scope: Scope,
  change: MemoryChange,
): Promise<CommitReceipt> {
  assertChange(scope, change);
  return database.alone(scope, async (transaction) => {
    const basis = await readBasis(transaction, scope, change);
    if (basis.isKnownTurn) return { status: 'duplicate', lastSeq: basis.lastSeq };
    requireBasis(change, basis);
    const { messages = [], memories = [] } = change;
    const entries = [...messages.map(messageEntry), ...memories.map(memoryEntry)];
    await together([
      raiseCounters(transaction, scope, change),
      insertMessages(transaction, messages),
      upsertMemories(transaction, memories),
      insertEntries(transaction, { scope, entries, afterSeq: basis.lastSeq }),
      writeSession(transaction, scope, change),
      changeTombstones(transaction, scope, change),
      insertJobs(transaction, change.jobs ?? [], database.clock.now()),
    ]);
    return { status: 'committed', lastSeq: basis.lastSeq + entries.length };
  });
}

async function writeSession(db: Db, scope: Scope, change: MemoryChange): Promise<void> {
  const { sessionId } = scope;
  if (sessionId === undefined) return;
  const session = { ...scope, sessionId };
  const { turnId, claimedKeys = [], cursors = [], archive } = change;
  if (turnId !== undefined) {
    await insertTurn(db, session, turnId);
    if (claimedKeys.length > 0) await claimMessages(db, session, { turnId, keys: claimedKeys });
  }
  if (cursors.length > 0) await moveCursors(db, session, cursors);
  if (archive !== undefined) await insertArchive(db, session, archive);
}
