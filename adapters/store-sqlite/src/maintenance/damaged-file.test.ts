import assert from 'node:assert/strict';
import { closeSync, openSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { createIds, hasCode, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import { sampleMessages, sampleScope } from '@homarus/memory/testing';

import { openSqlite } from '../open-sqlite.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const [first, second] = ['u-1', 'u-2'].map((userId) => sampleScope({ userId, sessionId: userId }));
assert.ok(first && second);

async function open(path: string) {
  const stores = await openSqlite({ path, log: silentLogger });
  const parts = { clock: systemClock, ids: createIds(), log: silentLogger };
  const memory = createMemory({ ...parts, store: stores.memory, jobs: stores.memory });
  return {
    stores,
    memory,
    async [Symbol.asyncDispose]() {
      await memory[Symbol.asyncDispose]();
      await stores[Symbol.asyncDispose]();
    },
  };
}

/** Pages of a table or index that hold rows, by their numbers, which count from 1. */
function leavesOf(
  path: string,
  name: string,
): { readonly pages: readonly number[]; readonly size: number } {
  using database = new DatabaseSync(path);
  database.exec('pragma wal_checkpoint(truncate)');
  const size = Number(database.prepare('pragma page_size').get()?.['page_size']);
  const rows = database
    .prepare("select pageno from dbstat where name = ? and pagetype = 'leaf' order by pageno")
    .all(name);
  return { pages: rows.map(({ pageno }) => Number(pageno)), size };
}

/** Overwrites the middle of a page, as a disk does that fails. */
function overwrite(path: string, page: number, size: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size);
  closeSync(file);
}

test('a page that the disk has lost is told, the rest can be read and carried away', async () => {
  using folder = temporaryFolder();
  const path = folder.file('damaged.db');
  {
    await using world = await open(path);
    await world.stores.memory.commit(first, sampleMessages(first, 0, 200));
    await world.stores.memory.commit(second, sampleMessages(second, 0, 200));
  }
  const { pages, size } = leavesOf(path, 'message');
  overwrite(path, pages.at(1) ?? 0, size);
  await using world = await open(path);
  const { maintenance } = world.memory;
  const { damage, drift } = await maintenance.verify({});
  assert.ok(damage.length > 0 && drift === damage.length);
  const { left, remadeEntries } = await maintenance.repair({});
  assert.deepEqual([left.drift > 0, remadeEntries], [true, 0]);
  const isDamage = (error: unknown): boolean =>
    hasCode(error, 'unavailable') && /damaged.*backup/u.test(error.message);
  await assert.rejects(world.stores.memory.listMessages(first, {}), isDamage);
  assert.equal(
    (await world.stores.memory.listMessages(second, { last: true, limit: 50 })).length,
    50,
  );
  const { accountId } = second;
  const lines = await Array.fromAsync(
    world.memory.transfer.export({ accountId, userId: second.userId }),
  );
  assert.ok(lines.length > 200);
  await world.stores.memory.commit(second, sampleMessages(second, 200, 201));
});
