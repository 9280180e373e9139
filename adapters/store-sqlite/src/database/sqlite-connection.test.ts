import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { hasCode, systemClock } from '@homarus/base';
import type { Clock } from '@homarus/base';

import { temporaryFolder } from '../testing/temporary-folder.ts';
import { lazyWrites } from './durability.ts';
import { createConnection } from './sqlite-connection.ts';

const durability = lazyWrites();

/** A file with a table, locked by another connection. */
function lockedFile(path: string): DatabaseSync {
  const other = new DatabaseSync(path);
  other.exec('pragma journal_mode = wal; create table pet (name text unique); begin immediate');
  return other;
}

test('a writer waits for another process without stopping this one', async () => {
  using folder = temporaryFolder();
  const path = folder.file('locked.db');
  const other = lockedFile(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  let waits = 0;
  const clock: Clock = {
    now: () => systemClock.now(),
    sleep: async () => {
      waits += 1;
      if (waits === 3) other.exec('commit');
    },
  };
  const connection = createConnection({ database, path, clock, busyTimeoutMs: 5000, durability });
  await connection.run("insert into pet (name) values ('Rex')");
  assert.equal(waits, 3);
  assert.equal((await connection.run('select name from pet')).rows.length, 1);
  other.close();
  database.close();
});

test('a lock that outlives the timeout is unavailable, and may be tried again', async () => {
  using folder = temporaryFolder();
  const path = folder.file('locked.db');
  const other = lockedFile(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  const connection = createConnection({
    database,
    path,
    clock: systemClock,
    busyTimeoutMs: 10,
    durability,
  });
  await assert.rejects(
    connection.run('begin immediate'),
    (error) => hasCode(error, 'unavailable') && error.retryable,
  );
  other.close();
  database.close();
});

test('errors are told apart: a broken constraint, a full file, a read-only one, a bug', async () => {
  using folder = temporaryFolder();
  const path = folder.file('pets.db');
  const database = new DatabaseSync(path);
  database.exec('create table pet (name text unique); pragma max_page_count = 4');
  const connection = createConnection({
    database,
    path,
    clock: systemClock,
    busyTimeoutMs: 10,
    durability,
  });
  const insert = 'insert into pet (name) values (?)';
  await connection.run(insert, ['Rex']);
  await assert.rejects(connection.run(insert, ['Rex']), (error) => hasCode(error, 'conflict'));
  await assert.rejects(
    connection.run(insert, ['x'.repeat(100_000)]),
    (error) => hasCode(error, 'unavailable') && error.message.includes('full'),
  );
  await assert.rejects(
    connection.run('select nonsense'),
    (error) => !hasCode(error, 'unavailable'),
  );
  database.close();
  const readOnly = new DatabaseSync(path, { readOnly: true });
  const reader = createConnection({
    database: readOnly,
    path,
    clock: systemClock,
    busyTimeoutMs: 10,
    durability,
  });
  await assert.rejects(
    reader.run(insert, ['Max']),
    (error) => hasCode(error, 'unavailable') && !error.retryable,
  );
  readOnly.close();
});

test('many statements are kept prepared, and more still work', async () => {
  const database = new DatabaseSync(':memory:');
  const options = { database, path: ':memory:', clock: systemClock, busyTimeoutMs: 10, durability };
  const connection = createConnection(options);
  for (let round = 0; round < 2; round += 1) {
    for (let value = 0; value < 300; value += 1) {
      const { rows } = await connection.run(`select ${value} as value`);
      assert.deepEqual({ ...(rows[0] as object) }, { value });
    }
  }
  database.close();
});
