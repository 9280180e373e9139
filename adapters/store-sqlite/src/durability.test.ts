import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { hasCode, silentLogger } from '@homarus/base';
import { sampleMessages, sampleMessageWrite, sampleScope } from '@homarus/memory/testing';

import { openSqlite } from './open-sqlite.ts';
import type { SqliteStores } from './open-sqlite.ts';
import { startCommitLoop } from './testing/commit-loop.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** How many messages of a session there are, after a check that each has its entry. */
async function countMessages({ memory }: SqliteStores, sessionId: string): Promise<number> {
  const scope = sampleScope({ sessionId });
  const messages = await memory.listMessages(scope, {});
  const entries = await memory.listSearchEntries(scope, { afterSeq: 0, limit: 1_000_000 });
  const keys = entries.filter((entry) => entry.sessionId === sessionId).map(({ key }) => key);
  assert.deepEqual(
    messages.map(({ key }) => key),
    keys,
  );
  assert.deepEqual(
    messages.map(({ position }) => position),
    Array.from({ length: messages.length }, (_, index) => index),
  );
  return messages.length;
}

test('a process killed while it commits has lost nothing that it acknowledged', async () => {
  using folder = temporaryFolder();
  const path = folder.file('killed.db');
  let total = 0;
  for (let round = 0; round < 10; round += 1) {
    const sessionId = `s-${round}`;
    const loop = startCommitLoop(path, sessionId);
    await loop.started;
    await setTimeout((round * 7) % 31);
    loop.kill();
    const acknowledged = await loop.ended;
    await using stores = await openSqlite({ path, log: silentLogger });
    const stored = await countMessages(stores, sessionId);
    // The last commit may have been done, but not yet told.
    assert.ok(stored === acknowledged || stored === acknowledged + 1, `${stored}, ${acknowledged}`);
    total += stored;
    const { messages, pending, drift } = await stores.memory.getStats();
    assert.deepEqual([messages, pending, drift], [total, total, 0]);
  }
});

test('two processes commit to one file at once', async () => {
  using folder = temporaryFolder();
  const path = folder.file('shared.db');
  const loops = ['s-a', 's-b'].map((sessionId) => startCommitLoop(path, sessionId, 150));
  assert.deepEqual(await Promise.all(loops.map(({ ended }) => ended)), [150, 150]);
  await using stores = await openSqlite({ path, log: silentLogger });
  assert.equal(await countMessages(stores, 's-a'), 150);
  assert.equal(await countMessages(stores, 's-b'), 150);
  const { lastSeq } = await stores.memory.commit(sampleScope(), {});
  assert.equal(lastSeq, 300);
});

test('two handles on one file see each other, wait for each other, and conflict', async () => {
  using folder = temporaryFolder();
  const path = folder.file('handles.db');
  await using first = await openSqlite({ path, log: silentLogger });
  await using second = await openSqlite({ path, log: silentLogger });
  const scope = sampleScope();
  await first.memory.commit(scope, sampleMessages(scope, 0, 2));
  assert.equal((await second.memory.getSessionState(scope)).nextPosition, 2);
  const outcomes = await Promise.allSettled(
    [first, second].map(({ memory }, index) =>
      memory.commit(scope, {
        messages: [sampleMessageWrite(scope, { position: 2, key: `msg_${index}`, id: `${index}` })],
      }),
    ),
  );
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  assert.equal(refused.length, 1);
  assert.ok(hasCode(refused[0]?.reason, 'conflict'));
  assert.equal(await countMessages(second, scope.sessionId), 3);
});

test('what was written is there when the file is opened again', async () => {
  using folder = temporaryFolder();
  const path = folder.file('again.db');
  const scope = sampleScope();
  {
    await using stores = await openSqlite({ path, log: silentLogger });
    await stores.memory.commit(scope, { ...sampleMessages(scope, 0, 3), turnId: 'turn-1' });
  }
  await using stores = await openSqlite({ path, log: silentLogger });
  assert.equal(await countMessages(stores, scope.sessionId), 3);
  const again = await stores.memory.commit(scope, { turnId: 'turn-1' });
  assert.deepEqual(again, { status: 'duplicate', lastSeq: 3 });
});
