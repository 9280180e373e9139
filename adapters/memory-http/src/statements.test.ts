import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTick } from 'node:timers/promises';

import { hasCode } from '@homarus/base';

import { startMemoryPlace } from './testing/memory-place.ts';

const lin = { accountId: 'acct-demo', userId: 'lin', agentId: 'main' };

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await nextTick();
}

test('what people ask to be remembered and forgotten while the service is away is done when it is back', async () => {
  await using place = await startMemoryPlace();
  await using memory = await place.open();
  const old = await memory.remember(lin, { text: 'I play the cello.' });
  assert.ok(old.action === 'created');
  await place.goAway();
  const queued = { action: 'queued' };
  assert.deepEqual(await memory.remember(lin, { text: '我对花生过敏。', importance: 0.9 }), queued);
  assert.deepEqual(await memory.forget(lin, { memoryId: old.id }), queued);
  await assert.rejects(memory.forget(lin, { query: 'cello' }), (error) =>
    hasCode(error, 'unavailable'),
  );
  assert.equal(memory.outbox().waiting, 2);
  await place.comeBack();
  await memory.whenDelivered();
  const { memories } = await memory.library.list(lin);
  assert.deepEqual(
    memories.map(({ content, importance }) => [content, importance]),
    [['我对花生过敏。', 0.9]],
  );
  assert.deepEqual(await memory.forget(lin, { memoryId: old.id }), {
    action: 'not_found',
    id: old.id,
  });
});

test('statements that wait keep their order, and what was said later elsewhere stays', async () => {
  await using place = await startMemoryPlace();
  await place.goAway();
  {
    await using memory = await place.open();
    await memory.remember(lin, { text: 'I live in Rome.' });
    await memory.remember(lin, { text: 'I live in Lima.' });
  }
  await place.comeBack();
  await using other = await place.open({ dataDir: `${place.dataDir}-other` });
  await other.remember(lin, { text: 'I live in Oslo.' });
  await using memory = await place.open();
  await memory.whenDelivered();
  const { memories } = await memory.library.list(lin);
  assert.deepEqual(
    memories.map(({ content }) => content),
    ['I live in Oslo.'],
  );
});

test('a statement whose answer is lost is remembered once', async () => {
  await using place = await startMemoryPlace();
  await using memory = await place.open();
  place.answerBy((incoming, response) => {
    response.end = () => response.destroy();
    response.write = () => false;
    return place.serve(incoming, response);
  });
  assert.deepEqual(await memory.remember(lin, { text: 'I like pears.' }), { action: 'queued' });
  await until(() => memory.outbox().problem !== undefined);
  await place.goAway();
  place.answerBy(undefined);
  await place.comeBack();
  await memory.whenDelivered();
  assert.equal((await memory.library.list(lin)).total, 1);
});

test('a statement that the service refuses is told at once', async () => {
  await using place = await startMemoryPlace();
  await using memory = await place.open();
  await assert.rejects(memory.remember(lin, { text: ' ' }), (error) =>
    hasCode(error, 'invalid_request'),
  );
  assert.equal(memory.outbox().waiting, 0);
});

test('a search does not wait long for a service that hangs', async () => {
  await using place = await startMemoryPlace();
  await using memory = await place.open({ searchTimeoutMs: 20 });
  place.answerBy(() => undefined);
  await assert.rejects(memory.search(lin, 'pears'), (error) => hasCode(error, 'timeout'));
  assert.equal(place.asked.length, 1);
});
