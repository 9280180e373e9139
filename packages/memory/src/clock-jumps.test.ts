import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { city, day, engineScope, setupEngine, start } from './testing/engine-fixture.ts';

// Clocks of machines are set by people and by time servers, forwards and back, while the program runs.

const tenYears = 3_652 * day;
const table = { 'I live in Paris.': city('Paris'), 'I live in Rome.': city('Rome') };
const jumps = [
  ['a day forwards', day],
  ['ten years forwards', tenYears],
  ['a day back', -day],
  ['ten years back', -tenYears],
] as const;

for (const [name, jump] of jumps) {
  test(`${name}: turns keep their order, are learned from and found, and nothing dies`, async () => {
    const { memory, clock, store } = setupEngine(table);
    const tell = (content: string, turnId: string) =>
      memory.afterTurn(engineScope, { turnId, messages: [{ role: 'user', content }] });
    await tell('I live in Paris.', 't1');
    clock.set(start + jump);
    await tell('I live in Rome.', 't2');
    await memory.drain();
    const messages = await store.listMessages(engineScope, {});
    assert.deepEqual(
      messages.map(({ position, text }) => [position, text]),
      [
        [0, 'I live in Paris.'],
        [1, 'I live in Rome.'],
      ],
    );
    const learned = await store.findMemories(engineScope, { states: ['live', 'superseded'] });
    assert.deepEqual(new Set(learned.map(({ value }) => value)), new Set(['Paris', 'Rome']));
    const { hits } = await memory.search(engineScope, 'Rome');
    assert.equal(hits[0]?.text, 'I live in Rome.');
    assert.equal((await tell('I live in Rome.', 't2')).status, 'duplicate');
    const { queue, drift } = await memory.health();
    assert.deepEqual([queue, drift], [{ pending: 0, dead: 0 }, 0]);
  });

  test(`${name}: a prepared compaction is good for its minutes only, and one without a token works`, async () => {
    const { memory, clock, store } = setupEngine();
    const messages = [{ role: 'user' as const, content: 'We chose the blue one.' }];
    const { prepareToken } = await memory.conversations.prepareCompaction(engineScope, {
      messages,
    });
    clock.set(start + jump);
    const compact = memory.conversations.compact(engineScope, { prepareToken });
    if (jump > 0) {
      await assert.rejects(compact, (error) => hasCode(error, 'conflict'));
      await memory.conversations.compact(engineScope);
    } else {
      await compact;
    }
    assert.equal((await store.getSessionState(engineScope)).archive?.number, 1);
  });

  test(`${name}: the job of a worker that died is taken over, at the latest when its lease ends`, async () => {
    const { memory, clock, store } = setupEngine(table);
    const messages = [{ role: 'user' as const, content: 'I live in Paris.' }];
    await memory.afterTurn(engineScope, { turnId: 't1', messages });
    const dead = { workerId: 'dead', now: clock.now(), leaseMs: 10_000, limit: 1 };
    assert.equal((await store.claim(dead)).length, 1);
    clock.set(start + jump);
    await memory.drain();
    clock.set(Math.max(clock.now(), start + 10_000));
    await memory.drain();
    const live = await store.findMemories(engineScope, {});
    assert.deepEqual(
      live.map(({ value }) => value),
      ['Paris'],
    );
  });
}
