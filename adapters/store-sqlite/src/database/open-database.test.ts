import assert from 'node:assert/strict';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { hasCode, silentLogger, systemClock } from '@homarus/base';

import { temporaryFolder } from '../testing/temporary-folder.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';

function open(path: string): Promise<DatabaseSync> {
  return openDatabase({
    path,
    busyTimeoutMs: 100,
    clock: systemClock,
    log: silentLogger,
  });
}

async function assertUnavailable(path: string): Promise<void> {
  await assert.rejects(
    open(path),
    (error) => hasCode(error, 'unavailable') && error.message.includes(path),
  );
}

test('a new file and its folder are private to their user', async () => {
  using folder = temporaryFolder();
  const file = folder.file('deep/er/homarus.db');
  (await open(file)).close();
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(folder.file('deep')).mode & 0o777, 0o700);
});

test('a connection leaves the syncs of commits to its writers and keeps a log of bounded size', async () => {
  using folder = temporaryFolder();
  const database = await open(folder.file('homarus.db'));
  const value = (name: string): unknown =>
    Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
  assert.equal(value('journal_mode'), 'wal');
  assert.equal(value('synchronous'), 1);
  assert.equal(value('foreign_keys'), 1);
  assert.equal(value('journal_size_limit'), 64 * 1024 * 1024);
  database.close();
});

test('a file that is no database is refused and left alone', async () => {
  using folder = temporaryFolder();
  const file = folder.file('notes.txt');
  writeFileSync(file, 'These are notes, and no database. '.repeat(100));
  await assertUnavailable(file);
  assert.ok(statSync(file).size === 3400);
});

test('a database of another program is refused and left alone', async () => {
  using folder = temporaryFolder();
  const file = folder.file('other.db');
  const other = new DatabaseSync(file);
  other.exec('create table bookmark (url text)');
  await assertUnavailable(file);
  const tables = other.prepare("select name from sqlite_schema where type = 'table'").all();
  assert.deepEqual(
    tables.map(({ name }) => name),
    ['bookmark'],
  );
  other.close();
});

test('a place where no file can be is named, with what to do', async () => {
  using folder = temporaryFolder();
  writeFileSync(folder.file('taken'), '');
  await assert.rejects(
    open(folder.file('taken/homarus.db')),
    (error) => hasCode(error, 'unavailable') && error.message.includes(folder.file('taken')),
  );
  mkdirSync(folder.file('folder.db'));
  await assertUnavailable(folder.file('folder.db'));
});

test('a new file that several open at once is made once, by whoever comes first', async () => {
  using folder = temporaryFolder();
  const file = folder.file('homarus.db');
  const other = new DatabaseSync(file);
  other.exec('begin immediate');
  const opening = open(file);
  other.exec('rollback');
  const database = await opening;
  const again = await open(file);
  assert.equal(
    again.prepare('select count(*) as count from schema_version').get()?.['count'],
    migrations.length,
  );
  for (const handle of [other, database, again]) handle.close();
});
