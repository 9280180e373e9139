import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { silentLogger, systemClock } from '@homarus/base';
import type { Clock } from '@homarus/base';
import { sampleMessages, sampleScope } from '@homarus/memory/testing';
import { CompiledQuery } from 'kysely';

import { openSqlite } from '../open-sqlite.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createConnectionLock } from './connection-lock.ts';
import { lazyWrites } from './durability.ts';
import { openReader } from './open-database.ts';
import { createConnection } from './sqlite-connection.ts';
import { createHandle } from './sqlite-handle.ts';

const scope = sampleScope();

test('who reads does not wait behind a writer that waits for another process', async () => {
  using folder = temporaryFolder();
  const path = folder.file('busy.db');
  const freed = Promise.withResolvers<void>();
  const clock: Clock = { now: () => systemClock.now(), sleep: () => freed.promise };
  await using stores = await openSqlite({ path, log: silentLogger, clock });
  await stores.memory.commit(scope, sampleMessages(scope, 0, 1));
  const other = new DatabaseSync(path);
  other.exec('begin immediate');
  let isWritten = false;
  const writing = stores.memory.commit(scope, sampleMessages(scope, 1, 2)).then(() => {
    isWritten = true;
  });
  assert.equal((await stores.memory.listMessages(scope, {})).length, 1);
  assert.equal((await stores.memory.getSessionState(scope)).nextPosition, 1);
  assert.equal(isWritten, false);
  other.exec('commit');
  other.close();
  freed.resolve();
  await writing;
  assert.equal((await stores.memory.listMessages(scope, {})).length, 2);
});

/** Handles of a file with a table. */
function openFile(path: string) {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; create table pet (name text)');
  const reader = openReader(path);
  const durability = lazyWrites();
  const options = { path, clock: systemClock, busyTimeoutMs: 10, durability };
  const file = {
    writer: createConnection({ ...options, database }),
    reader: reader === undefined ? undefined : createConnection({ ...options, database: reader }),
    lock: createConnectionLock(),
    durability,
  };
  const take = () => {
    const handle = createHandle(file, false);
    return {
      ...handle,
      run: async (sql: string) => (await handle.executeQuery(CompiledQuery.raw(sql))).rows.length,
    };
  };
  const close = (): void => {
    reader?.close();
    database.close();
  };
  return { take, [Symbol.dispose]: close };
}

const names = 'select name from pet';

test('a transaction reads what it wrote, others what is committed, and its holder stays alone', async () => {
  using folder = temporaryFolder();
  using file = openFile(folder.file('pets.db'));
  const [writer, other] = [file.take(), file.take()];
  await writer.begin();
  await writer.run("insert into pet (name) values ('Rex')");
  assert.deepEqual([await writer.run(names), await other.run(names)], [1, 0]);
  const second = other.run("insert into pet (name) values ('Max')");
  await writer.commit();
  const third = file.take();
  assert.deepEqual([await writer.run(names), await third.run(names)], [1, 1]);
  await writer.release();
  await second;
  assert.deepEqual([await other.run(names), await third.run(names)], [2, 2]);
  await other.release();
  await third.release();
});

test('statements that one user gives at once take the writer once', async () => {
  using folder = temporaryFolder();
  using file = openFile(folder.file('pets.db'));
  const handle = file.take();
  const insert = "insert into pet (name) values ('Rex')";
  await Promise.all([handle.run(insert), handle.run(insert), handle.run(names)]);
  await handle.release();
  const next = file.take();
  await next.begin();
  await next.run(insert);
  await next.rollback();
  await next.release();
  assert.equal(await file.take().run(names), 2);
});
