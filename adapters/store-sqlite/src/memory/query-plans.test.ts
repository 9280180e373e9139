import assert from 'node:assert/strict';
import { test } from 'node:test';

import { silentLogger, systemClock } from '@homarus/base';
import { sampleJob, sampleScope } from '@homarus/memory/testing';
import { createSqlStores } from '@homarus/store-sql';
import type { Schema, SqlStores } from '@homarus/store-sql';
import { Kysely } from 'kysely';

import { createConnectionLock } from '../database/connection-lock.ts';
import { lazyWrites } from '../database/durability.ts';
import { nodeSqliteDialect } from '../database/node-sqlite-dialect.ts';
import { openDatabase } from '../database/open-database.ts';
import { createConnection } from '../database/sqlite-connection.ts';
import { sqliteDatabase } from '../database/sqlite-database.ts';

type Store = SqlStores['memory'];

const scope = sampleScope();
const keys = Array.from({ length: 30 }, (_, index) => `key-${index}`);
const claim = { workerId: 'w', now: 1, leaseMs: 1, limit: 5 };

/** Reads of the reply path and of the worker, and the index that each must use. */
const reads: readonly (readonly [string, (store: Store) => Promise<unknown>, string])[] = [
  ['new entries', (s) => s.listSearchEntries(scope, { afterSeq: 5, limit: 9 }), 'seq>?'],
  ['messages by key', (s) => s.findMessages(scope, keys), '(key=?)'],
  ['messages by id', (s) => s.findMessagesById(scope, keys), 'session_id=? AND id=?'],
  ['the last messages', (s) => s.listMessages(scope, { last: true, limit: 9 }), 'position>?'],
  ['memories by id', (s) => s.findMemories(scope, { ids: keys }), '(id=?)'],
  ['memories by fingerprint', (s) => s.findMemories(scope, { fingerprint: 'f' }), 'fingerprint=?'],
  ['memories by hash', (s) => s.findMemories(scope, { contentHash: 'h' }), 'content_hash=?'],
  [
    'memories by attribute',
    (s) => s.findMemories(scope, { subject: 'u', attribute: 'a' }),
    'attribute=?',
  ],
  ['memories by weight', (s) => s.findMemories(scope, { order: 'weight' }), 'memory_ranking'],
  ['the last memories', (s) => s.findMemories(scope, {}), 'memory_recent'],
  ['tombstones', (s) => s.findTombstones(scope, keys), 'fingerprint=?'],
  ['the next job', (s) => s.nextRunAt(), 'job_due'],
  [
    'pending jobs of a key',
    (s) => s.commit(scope, { jobs: [sampleJob(scope, { dedupeKey: 'k' })] }),
    'dedupe_key=? AND state=? AND <expr>=?',
  ],
  ['due jobs', (s) => s.claim(claim), 'job_due (state=? AND run_at<?'],
];

/** Of which there may be thousands, though few are asked for. */
const sortedByIndex: ReadonlySet<string> = new Set(['memories by attribute', 'the last memories']);

for (const [name, read, expected] of reads) {
  test(`${name} are found by an index`, async () => {
    const path = ':memory:';
    const log = silentLogger;
    const wait = { clock: systemClock, busyTimeoutMs: 1 };
    const database = await openDatabase({ ...wait, path, log });
    const durability = lazyWrites();
    const statements: string[] = [];
    const file = {
      writer: createConnection({ ...wait, database, path, durability }),
      reader: undefined,
      lock: createConnectionLock(),
      durability,
    };
    const db = new Kysely<Schema>({
      dialect: nodeSqliteDialect(file, { isRelaxed: false, close: () => database.close() }),
      log: ({ query }) => {
        statements.push(query.sql);
      },
    });
    const options = { db, relaxedDb: db, path, durability, clock: systemClock };
    const stores = createSqlStores(sqliteDatabase(options));
    await read(stores.memory);
    const plan = statements.flatMap((sql) =>
      database
        .prepare(`explain query plan ${sql}`)
        .all()
        .map(({ detail }) => String(detail)),
    );
    assert.ok(
      plan.some((line) => line.includes(expected)),
      plan.join('\n'),
    );
    const walks = plan.filter((line) =>
      /^SCAN (?!json_each|CONSTANT|due|first|\(subquery)/u.test(line),
    );
    assert.deepEqual(walks, []);
    assert.ok(!sortedByIndex.has(name) || !plan.join().includes('ORDER BY'), plan.join('\n'));
    await stores[Symbol.asyncDispose]();
  });
}
