import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { silentLogger } from '@homarus/base';
import {
  sampleJob,
  sampleMemory,
  sampleMemoryWrite,
  sampleMessages,
  sampleScope,
  sampleTime,
} from '@homarus/memory/testing';
import type { SessionScope } from '@homarus/memory';
import { sampleEntry, sampleRun, sampleSession } from '@homarus/sessions/testing';

import { openSqlite } from '../open-sqlite.ts';
import type { SqliteStores } from '../open-sqlite.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

/** Kept after a user is gone: a counter under its id, when that was, and who did what. */
const keptTables: ReadonlySet<string> = new Set(['partition', 'erasure', 'audit_log']);

/** Puts a row into every table that has rows of persons. */
async function fillAll(stores: SqliteStores, scope: SessionScope): Promise<void> {
  const { accountId, userId, sessionId } = scope;
  const { memory, sessions, vectors } = stores;
  await memory.commit(scope, {
    ...sampleMessages(scope, 0, 3),
    turnId: 't',
    memories: [sampleMemoryWrite(sampleMemory(scope))],
    cursors: [{ name: 'extract', from: 0, to: 2 }],
    tombstones: [{ userId, contentHash: 'h', fingerprint: 'f', createdAt: sampleTime }],
    archive: {
      uri: 'ctx://x',
      sessionId,
      number: 1,
      fromPosition: 0,
      toPosition: 0,
      summary: 's',
      createdAt: sampleTime,
    },
    jobs: [sampleJob(scope)],
  });
  const times = { createdAt: sampleTime, expiresAt: sampleTime + 1 };
  await memory.addCompaction(scope, { token: userId, fromPosition: 0, toPosition: 1, ...times });
  await memory.mirrorLedger?.note({
    files: [
      {
        path: `accounts/a/users/${userId}/memories/user_memory_fact/x.md`,
        accountId,
        userId,
        agentId: '',
        memoryId: 'mem_x',
        hash: 'h',
        stamp: 's',
      },
    ],
    removed: [],
    cursor: { partition: { accountId, userId }, seq: 1 },
  });
  const counts = { examined: 0, merged: [], raised: 0, lowered: 0, retriedJobs: 0 };
  await memory.addReview(scope, { startedAt: 1, finishedAt: 2, ...counts });
  const space = { id: `space_${userId}`, provider: 'p', model: 'm', dimensions: 2, createdAt: 1 };
  await vectors.open(scope, space);
  const [message] = await memory.listMessages(scope, {});
  const vector = new Float32Array([1, 0]);
  const row = { key: message?.key ?? '', seq: 1, vector, code: new Int32Array(1), textHash: 'h' };
  await vectors.put(scope, { spaceId: space.id, from: 0, to: 4, vectors: [row], failed: [] });
  const session = sampleSession({
    accountId,
    userId,
    sessionId: `ses_${userId}`,
    key: `agent:main:${userId}`,
  });
  const start = sampleRun(session, { runId: `run_${userId}` });
  await sessions.create(session);
  await sessions.append(accountId, session.sessionId, {
    entries: [sampleEntry('x', { runId: start.runId })],
    start,
    at: 1,
  });
}

/** How many rows each table has, but for those of the program itself. */
function countRows(path: string): ReadonlyMap<string, number> {
  using database = new DatabaseSync(path, { readOnly: true });
  const tables = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => name !== 'schema_version');
  return new Map(
    tables.map((name) => {
      const row = database.prepare(`select count(*) as count from ${name}`).get();
      return [name, Number(row?.['count'])];
    }),
  );
}

test('an erased user has no row in any table, and another one has all of them', async () => {
  using folder = temporaryFolder();
  const path = folder.file('erased.db');
  await using stores = await openSqlite({ path, log: silentLogger });
  await fillAll(stores, sampleScope());
  const before = countRows(path);
  await fillAll(stores, sampleScope({ userId: 'u-other', sessionId: 's-other' }));
  const { maintenance } = stores.memory;
  assert.ok(maintenance);
  const { accountId } = sampleScope();
  while ((await maintenance.erase({ accountId, userId: 'u-other' }, 5)) > 0);
  const after = countRows(path);
  for (const [table, count] of before) {
    if (!keptTables.has(table)) assert.equal(after.get(table), count, table);
  }
  const personal = [...before].filter(([, count]) => count > 0).map(([table]) => table);
  assert.equal(personal.length, 19, personal.join(', '));
  const { messages, memories, drift } = await stores.memory.getStats();
  assert.deepEqual([messages, memories, drift], [3, 1, 0]);
});
