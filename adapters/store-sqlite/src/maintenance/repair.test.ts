import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import {
  sampleMemory,
  sampleMemoryWrite,
  sampleMessages,
  sampleScope,
} from '@homarus/memory/testing';

import { openSqlite } from '../open-sqlite.ts';
import type { SqliteStores } from '../open-sqlite.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const scope = sampleScope();

/** Breaks rows as a damaged disk or a foreign program would. */
function damage(path: string): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(`
    delete from search_entry where type = 'message' and position in (7, 8);
    delete from search_entry where type = 'memory' and key = 'mem_1';
    update search_entry set position = 70 where type = 'message' and position = 10;
    update search_entry set terms_version = 0 where type = 'message' and position < 3;
    delete from message where position = 1100;
    delete from memory_revision where memory_id = 'mem_2';
    delete from memory where id = 'mem_3';
  `);
  database.close();
}

function memoryOf(stores: SqliteStores) {
  return createMemory({
    store: stores.memory,
    jobs: stores.memory,
    clock: systemClock,
    ids: createIds(),
    log: silentLogger,
  });
}

test('rows broken by hand are found, counted by kind, and mended from what is left', async () => {
  using folder = temporaryFolder();
  const path = folder.file('broken.db');
  {
    await using stores = await openSqlite({ path, log: silentLogger });
    const records = ['mem_1', 'mem_2', 'mem_3'].map((id) => sampleMemory(scope, { id, uri: id }));
    await stores.memory.commit(scope, {
      ...sampleMessages(scope, 0, 1200),
      memories: records.map((record) => sampleMemoryWrite(record)),
    });
    await using memory = memoryOf(stores);
    assert.equal((await memory.maintenance.verify({})).drift, 0);
  }
  damage(path);
  await using stores = await openSqlite({ path, log: silentLogger });
  await using memory = memoryOf(stores);
  const report = await memory.maintenance.repair({});
  assert.deepEqual(report.found.problems, {
    row_without_entry: 3,
    entry_without_row: 2,
    wrong_entry: 1,
    stale_terms: 3,
    broken_position: 1,
    missing_revision: 1,
    orphaned_source: 0,
  });
  assert.equal(report.found.lostRevisions, 1);
  assert.deepEqual(report.found.damage, []);
  assert.equal(report.remadeEntries, 7);
  assert.equal(report.removedEntries, 2);
  assert.equal(report.removedRevisions, 1);
  // What only a copy can bring back stays visible.
  assert.equal(report.left.drift, 2);
  assert.equal(report.left.problems.broken_position, 1);
  assert.equal(report.left.problems.missing_revision, 1);
  const { hits } = await memory.search(scope, 'message 8', { limit: 3 });
  assert.ok(hits.some(({ text }) => text === 'message 8'));
  const again = await memory.maintenance.repair({});
  assert.equal(again.remadeEntries + again.removedEntries + again.removedRevisions, 0);
});

test('an account is looked after without the others, and progress is told', async () => {
  using folder = temporaryFolder();
  await using stores = await openSqlite({ path: folder.file('two.db'), log: silentLogger });
  const other = sampleScope({ accountId: 'acct-b' });
  await stores.memory.commit(scope, sampleMessages(scope, 0, 3));
  await stores.memory.commit(other, sampleMessages(other, 0, 4));
  await using memory = memoryOf(stores);
  const { checked } = await memory.maintenance.verify({ accountId: 'acct-b' });
  // Each message once as a row and once as an entry.
  assert.equal(checked, 8);
  const progress: number[] = [];
  await memory.maintenance.verify({}, { onProgress: (count) => progress.push(count) });
  assert.equal(progress.at(-1), 14);
});
