import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';
import type { HomarusExtra } from '@homarus/protocol';

import { says, scriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';
import type { StartOptions } from '../testing/start-gateway.ts';

async function start(given: StartOptions<ReturnType<typeof createMemory>> = {}) {
  const store = memoryMemoryStore();
  const deps = { store, jobs: store, clock: systemClock, ids: createIds(), log: silentLogger };
  const memory = createMemory(deps);
  const running = await startGateway({ ...given, memory });
  const ask = async (input: string, user?: string) => {
    const response = await running.post('/v1/responses', { input, user });
    await memory.drain();
    return (await response.json()) as { output_text: string; homarus: HomarusExtra };
  };
  return {
    ask,
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      await memory[Symbol.asyncDispose]();
    },
  };
}

test('what was said in one conversation is known in the next, without any model', async () => {
  await using running = await start();
  await running.ask('我叫小林，对花生过敏，下周三要去杭州出差。');
  const chinese = await running.ask('我有什么忌口？');
  assert.match(chinese.output_text, /花生/u);
  await running.ask('My sister Ada plays the cello in Oslo.');
  const english = await running.ask('Which instrument does my sister play?');
  assert.match(english.output_text, /cello/u);
});

test('what one person said is never told to another', async () => {
  await using running = await start();
  await running.ask('I am allergic to peanuts.', 'alice');
  const alice = await running.ask('What am I allergic to?', 'alice');
  assert.match(alice.output_text, /peanuts/u);
  const bob = await running.ask('What am I allergic to?', 'bob');
  assert.doesNotMatch(bob.output_text, /peanuts/u);
  assert.deepEqual(bob.homarus.recalled, []);
});

test('what was recalled is in the prompt of the model', async () => {
  const model = scriptedModel(says('Noted.'));
  await using running = await start({ model });
  await running.ask('I am allergic to peanuts.');
  await running.ask('What am I allergic to?');
  const system = model.calls[1]?.prompt[0];
  assert.ok(system?.role === 'system');
  assert.match(system.content, /peanuts/u);
});
