import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';

import { silentLogger } from '@homarus/base';
import { runConformance } from '@homarus/base/testing';
import {
  conversationStoreConformance,
  reviewStoreConformance,
  jobStoreConformance,
  memoryStoreConformance,
  mirrorLedgerConformance,
  vectorStoreConformance,
} from '@homarus/memory/testing';
import { agentStoreConformance, deviceStoreConformance } from '@homarus/gateway/testing';
import { cronStoreConformance } from '@homarus/jobs/testing';
import { adminStoreConformance } from '@homarus/memory-server/testing';
import { sessionStoreConformance } from '@homarus/sessions/testing';

import { openSqlite } from './open-sqlite.ts';
import type { SqliteStores } from './open-sqlite.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'homarus-store-'));
after(() => rm(folder, { recursive: true }));
let files = 0;

const places = {
  memory: () => ':memory:',
  file: () => {
    files += 1;
    return path.join(folder, `${files}.db`);
  },
};

/** One store of a fresh database, which is closed with it. */
async function open<K extends 'memory' | 'sessions' | 'admin' | 'agents' | 'devices' | 'cron'>(
  place: string,
  name: K,
): Promise<SqliteStores[K]> {
  const stores = await openSqlite({ path: place, synchronous: 'normal', log: silentLogger });
  return { ...stores[name], [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() };
}

for (const [place, next] of Object.entries(places)) {
  const named = (name: string, run: () => Promise<void>): unknown => test(`${place}: ${name}`, run);
  const memory = { create: () => open(next(), 'memory'), test: named };
  runConformance(memoryStoreConformance, memory);
  runConformance(mirrorLedgerConformance, memory);
  runConformance(jobStoreConformance, memory);
  runConformance(conversationStoreConformance, memory);
  runConformance(vectorStoreConformance, {
    create: () => openSqlite({ path: next(), synchronous: 'normal', log: silentLogger }),
    test: named,
  });
  runConformance(reviewStoreConformance, memory);
  runConformance(sessionStoreConformance, {
    create: () => open(next(), 'sessions'),
    test: named,
  });
  runConformance(agentStoreConformance, { create: () => open(next(), 'agents'), test: named });
  runConformance(deviceStoreConformance, { create: () => open(next(), 'devices'), test: named });
  runConformance(cronStoreConformance, { create: () => open(next(), 'cron'), test: named });
  runConformance(adminStoreConformance, { create: () => open(next(), 'admin'), test: named });
}

test('the audit log can only be added to', async () => {
  const file = places.file();
  {
    await using stores = await openSqlite({ path: file, log: silentLogger });
    await stores.admin.appendAudit({
      id: 'aud_1',
      accountId: 'acct-a',
      at: 1,
      actor: 'local',
      action: 'test',
      target: 'x',
      outcome: 'ok',
      requestId: 'req_1',
    });
  }
  using database = new DatabaseSync(file);
  for (const change of ["update audit_log set actor = 'nobody'", 'delete from audit_log']) {
    assert.throws(() => database.exec(change), /append-only/u);
  }
});
