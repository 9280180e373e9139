import assert from 'node:assert/strict';
import { test } from 'node:test';

import { silentLogger, systemClock } from '@homarus/base';
import {
  sampleMemory,
  sampleMemoryWrite,
  sampleMessages,
  sampleScope,
} from '@homarus/memory/testing';
import { createSqlStores } from '@homarus/store-sql';

import type { PostgresPool } from '../connection/pool.ts';
import { migrationsOf } from '../schema/migrations.ts';
import { postgresDatabase } from './postgres-database.ts';

/** A pool that answers every statement with no rows and keeps what it was asked. */
function listeningPool(): PostgresPool & { readonly statements: string[] } {
  const statements: string[] = [];
  const session = {};
  return {
    statements,
    connect: async () => ({
      session,
      query: async (sql) => {
        statements.push(sql);
        const rowCount = sql.startsWith('insert') ? 1 : 0;
        return { rows: [], rowCount, command: sql.toUpperCase() };
      },
      release: () => undefined,
    }),
    hold: () => Promise.reject(new Error('Nothing is held here.')),
    end: () => Promise.resolve(),
  };
}

async function statementsOf(flavour: 'postgresql' | 'opengauss'): Promise<readonly string[]> {
  const pool = listeningPool();
  const scope = sampleScope();
  await using stores = createSqlStores(
    postgresDatabase({ pool, flavour, clock: systemClock, log: silentLogger }),
  );
  await stores.memory.commit(scope, {
    ...sampleMessages(scope, 0, 1),
    turnId: 't',
    memories: [sampleMemoryWrite(sampleMemory(scope))],
    cursors: [{ name: 'extract', from: 0, to: 1 }],
    tombstones: [{ userId: scope.userId, fingerprint: 'f', contentHash: 'h', createdAt: 1 }],
  });
  await stores.memory.transfer?.addTurns(scope, ['t-1']);
  return pool.statements;
}

test('openGauss upserts with its own clause, and never sets a column of a unique key', async () => {
  const statements = await statementsOf('opengauss');
  const upserts = statements.filter((sql) => sql.includes('on duplicate key update'));
  assert.ok(upserts.length >= 5, statements.join('\n'));
  assert.ok(statements.every((sql) => !sql.includes('on conflict')));
  assert.ok(upserts.some((sql) => sql.endsWith('on duplicate key update nothing')));
  const sets = upserts.map((sql) => sql.split('on duplicate key update')[1] ?? '');
  for (const column of ['account_id', 'user_id', 'id', 'key', 'type', 'fingerprint']) {
    const isSet = sets.filter((set) => new RegExp(`(?:^|, )\\s*"${column}" = `, 'u').test(set));
    // A memory's own owner and fingerprint are in none of its unique keys.
    assert.deepEqual(
      isSet.filter((set) => !set.includes('"owner_space"')),
      [],
      column,
    );
  }
});

test('openGauss is not asked for settings of ours', async () => {
  const isAsked = (sql: string): boolean => sql.includes('set_config');
  assert.ok(!(await statementsOf('opengauss')).some(isAsked));
  assert.ok((await statementsOf('postgresql')).some(isAsked));
});

test('its tables need no extension and no policies, and have no unique key that an upsert sets', () => {
  const sql = migrationsOf('opengauss')
    .map((migration) => migration.sql)
    .join('\n');
  assert.doesNotMatch(sql, /create extension|create policy|row level security/u);
  assert.match(sql, /create {1,2}index search_entry_order/u);
  assert.match(sql, /create table vector_index/u);
});
