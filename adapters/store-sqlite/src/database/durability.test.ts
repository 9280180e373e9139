import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';

import { hasCode, silentLogger } from '@homarus/base';
import { sampleJob, sampleMessages, sampleScope } from '@homarus/memory/testing';

import { openSqlite } from '../open-sqlite.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const scope = sampleScope();
const claim = { workerId: 'w', now: 1_000_000_000_000_000, leaseMs: 1, limit: 1 };

test('a write is answered when its sync has ended; others read, write and share the next meanwhile', async () => {
  using folder = temporaryFolder();
  const held: PromiseWithResolvers<void>[] = [];
  const syncFile = (): Promise<void> => {
    const sync = Promise.withResolvers<void>();
    held.push(sync);
    return sync.promise;
  };
  const path = folder.file('held.db');
  await using stores = await openSqlite({ path, log: silentLogger, syncFile });
  const answered: number[] = [];
  const write = (index: number): Promise<unknown> =>
    stores.memory
      .commit(scope, sampleMessages(scope, index, index + 1))
      .then(() => answered.push(index));
  const untilSyncs = async (count: number): Promise<void> => {
    while (held.length < count) await setImmediate();
  };
  const first = write(0);
  await untilSyncs(1);
  const later = [write(1), write(2)];
  while ((await stores.memory.getSessionState(scope)).nextPosition < 3) await setImmediate();
  assert.deepEqual([answered, held.length], [[], 1]);
  held[0]?.resolve();
  await first;
  await untilSyncs(2);
  assert.deepEqual(answered, [0]);
  held[1]?.resolve();
  await Promise.all(later);
  assert.deepEqual([answered, held.length], [[0, 1, 2], 2]);
});

test('an answer that nothing was written waits too: the rows may be another process’s of just now', async () => {
  using folder = temporaryFolder();
  let syncs = 0;
  const syncFile = async (): Promise<void> => {
    syncs += 1;
  };
  await using stores = await openSqlite({ path: folder.file('a.db'), log: silentLogger, syncFile });
  await stores.memory.commit(scope, { ...sampleMessages(scope, 0, 1), turnId: 't' });
  const before = syncs;
  assert.equal((await stores.memory.commit(scope, { turnId: 't' })).status, 'duplicate');
  assert.equal(syncs, before + 1);
});

test('bookkeeping does not wait for the disk', async () => {
  using folder = temporaryFolder();
  let syncs = 0;
  const syncFile = async (): Promise<void> => {
    syncs += 1;
  };
  await using stores = await openSqlite({ path: folder.file('b.db'), log: silentLogger, syncFile });
  await stores.memory.commit(scope, { jobs: [sampleJob(scope)] });
  const before = syncs;
  const [job] = await stores.memory.claim(claim);
  assert.ok(job !== undefined);
  await stores.memory.settle(job.id, 'w', { type: 'done' });
  assert.equal(syncs, before);
});

test('a sync that fails refuses its writes and later ones, until a checkpoint has saved them', async () => {
  using folder = temporaryFolder();
  const path = folder.file('broken.db');
  let failure: Error | undefined;
  const syncFile = async (): Promise<void> => {
    if (failure !== undefined) throw failure;
  };
  await using stores = await openSqlite({ path, log: silentLogger, syncFile });
  await stores.memory.commit(scope, sampleMessages(scope, 0, 1));
  failure = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
  const isRefused = (error: unknown): boolean =>
    hasCode(error, 'unavailable') && error.retryable && error.message.includes(path);
  await assert.rejects(stores.memory.commit(scope, sampleMessages(scope, 1, 2)), isRefused);

  // Another process reads: no checkpoint can empty the log, so nothing is written, whatever the disk says.
  failure = undefined;
  const reader = new DatabaseSync(path, { readOnly: true });
  reader.exec('begin; select * from message');
  await assert.rejects(stores.memory.commit(scope, sampleMessages(scope, 2, 3)), isRefused);
  assert.equal((await stores.memory.getSessionState(scope)).nextPosition, 2);
  reader.close();

  await stores.memory.commit(scope, sampleMessages(scope, 2, 3));
  assert.equal((await stores.memory.getSessionState(scope)).nextPosition, 3);
});
