import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { city, engineScope, learn, setupEngine } from '../testing/engine-fixture.ts';

const scope = engineScope;

test('what is forgotten is not learned again in any wording of the fact, until it is asked for', async () => {
  const { say, memory, find, contents } = setupEngine({
    'I work at Acme.': learn({ attribute: 'employer', value: 'Acme' }),
    'Acme pays my rent.': learn({ attribute: 'employer', value: 'Acme' }),
    'Remember that I work at Acme.': learn({
      content: 'I work at Acme.',
      attribute: 'employer',
      value: 'Acme',
      isExplicit: true,
    }),
  });
  await say('I work at Acme.');
  const [record] = await find();
  assert.ok(record !== undefined);
  assert.deepEqual(await memory.forget(scope, { memoryId: record.id }), {
    action: 'deleted',
    id: record.id,
    rows: 1,
  });
  assert.deepEqual(await memory.forget(scope, { memoryId: record.id }), {
    action: 'not_found',
    id: record.id,
  });
  assert.equal(await memory.get(scope, { id: record.id }), undefined);
  await say('I work at Acme.');
  await say('Acme pays my rent.');
  assert.deepEqual(await contents(), []);
  await say('Remember that I work at Acme.');
  assert.deepEqual(await contents(), ['I work at Acme.']);
});

test('forgetting by words: beyond doubt, to choose from, nothing', async () => {
  const { memory, contents } = setupEngine();
  for (const text of ['My dog is called Rex', 'My tea is green', 'My coffee is black']) {
    await memory.remember(scope, { text });
  }
  assert.deepEqual(await memory.forget(scope, { query: 'zebra' }), { action: 'nothing_found' });
  const open = await memory.forget(scope, { query: 'tea coffee' });
  assert.equal(open.action, 'candidates');
  const sure = await memory.forget(scope, { query: 'dog Rex' });
  assert.equal(sure.action, 'deleted');
  assert.deepEqual(await contents(), ['My coffee is black', 'My tea is green']);
});

test('remember: created, known, superseding; refused when empty, too long or secret', async () => {
  const { memory, find } = setupEngine({ 'I live in Rome.': city('Rome') });
  const created = await memory.remember(scope, { text: 'Likes opera' });
  assert.equal(created.action, 'created');
  assert.deepEqual(await memory.remember(scope, { text: 'likes opera.' }), {
    action: 'updated',
    id: created.id,
  });
  await memory.remember(scope, { text: 'I live in Rome.', importance: 0.2 });
  const rome = (await find()).find(({ value }) => value === 'Rome');
  assert.equal(rome?.attribute, 'city');
  assert.equal(rome?.importance, 0.2);
  assert.equal(rome?.source.provenance, 'manual');
  const lesson = await memory.remember(scope, {
    text: 'Run the tests first',
    category: 'self_improving_learnings',
  });
  const item = await memory.get(scope, { id: lesson.id });
  assert.equal(item?.type === 'memory' && item.memory.ownerSpace, 'agent:main');
  const bad = [
    { text: '  ' },
    { text: 'x'.repeat(8_001) },
    { text: 'ok', importance: 2 },
    { text: 'my password is hunter2x' },
  ];
  for (const request of bad) {
    await assert.rejects(memory.remember(scope, request), (error) =>
      hasCode(error, 'invalid_request'),
    );
  }
});
