import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';

import { silentLogger } from '@homarus/base';
import { manualClock } from '@homarus/base/testing';
import {
  sampleMemory,
  sampleMemoryWrite,
  sampleMessages,
  sampleScope,
} from '@homarus/memory/testing';

import { openSqlite } from '../open-sqlite.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const scope = sampleScope();

/** Breaks three pairs of a row and its entry, as a damaged file would. */
function damage(path: string): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(`
    delete from search_entry where type = 'message' and position = 7;
    delete from message where position = 9;
    delete from memory;
  `);
  database.close();
}

test('drift counts rows without entry and entries without row', async () => {
  using folder = temporaryFolder();
  const path = folder.file('drift.db');
  {
    await using stores = await openSqlite({ path, log: silentLogger });
    await stores.memory.commit(scope, {
      ...sampleMessages(scope, 0, 2500),
      memories: [sampleMemoryWrite(sampleMemory(scope))],
    });
    assert.equal((await stores.memory.getStats()).drift, 0);
  }
  damage(path);
  await using stores = await openSqlite({ path, log: silentLogger });
  assert.equal((await stores.memory.getStats()).drift, 3);
});

test('drift is counted once a minute, and nobody waits for a later count', async () => {
  using folder = temporaryFolder();
  const path = folder.file('drift.db');
  const clock = manualClock();
  await using stores = await openSqlite({ path, log: silentLogger, clock });
  const drift = async (): Promise<number> => (await stores.memory.getStats()).drift;
  await stores.memory.commit(scope, {
    ...sampleMessages(scope, 0, 10),
    memories: [sampleMemoryWrite(sampleMemory(scope))],
  });
  assert.equal(await drift(), 0);
  damage(path);
  clock.advance(59_999);
  assert.equal(await drift(), 0);
  clock.advance(1);
  assert.equal(await drift(), 0);
  for (let turn = 0; turn < 50 && (await drift()) === 0; turn += 1) await setImmediate();
  assert.equal(await drift(), 3);
});
