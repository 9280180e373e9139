import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import type { Migration } from './migrations.ts';

const steps: readonly Migration[] = [
  { version: 1, name: 'pets', sql: 'create table pet (name text)' },
  { version: 2, name: 'ages', sql: 'alter table pet add column age integer default 3' },
];

function apply(database: DatabaseSync, list: readonly Migration[]): readonly number[] {
  const applied = migrate(database, { migrations: list, now: 7, path: 'pets.db' });
  return applied.map(({ version }) => version);
}

test('versions count from 1 without gaps', () => {
  assert.deepEqual(
    migrations.map(({ version }) => version),
    migrations.map((_, index) => index + 1),
  );
});

test('missing steps are applied in order, once, and noted', () => {
  const database = new DatabaseSync(':memory:');
  assert.deepEqual(apply(database, steps.slice(0, 1)), [1]);
  database.exec("insert into pet (name) values ('Rex')");
  assert.deepEqual(apply(database, steps), [2]);
  assert.deepEqual(apply(database, steps), []);
  assert.deepEqual({ ...database.prepare('select * from pet').get() }, { name: 'Rex', age: 3 });
  const notes = database.prepare('select version, name, applied_at from schema_version').all();
  assert.deepEqual(
    notes.map((note) => Object.values(note)),
    [
      [1, 'pets', 7],
      [2, 'ages', 7],
    ],
  );
});

test('a step that fails leaves nothing of itself', () => {
  const database = new DatabaseSync(':memory:');
  const broken: Migration = { version: 2, name: 'broken', sql: 'create table toy (x); nonsense' };
  assert.throws(() => apply(database, [...steps.slice(0, 1), broken]));
  assert.equal(database.isTransaction, false);
  assert.throws(() => database.prepare('select * from toy'));
  assert.deepEqual(apply(database, steps), [2]);
});

test('a database of a newer program is refused and left alone', () => {
  const database = new DatabaseSync(':memory:');
  apply(database, steps);
  assert.throws(
    () => apply(database, steps.slice(0, 1)),
    (error) => hasCode(error, 'unavailable') && error.message.includes('pets.db'),
  );
  assert.equal(
    database.prepare('select count(*) as count from schema_version').get()?.['count'],
    2,
  );
});
