import assert from 'node:assert/strict';
import { test } from 'node:test';

import { memorySessionStore } from '@homarus/sessions/testing';
import type { MemoryStatusResult, StatusResult } from '@homarus/protocol';
import { openWritten } from '@homarus/plugins/testing';

import { NotebookMemory } from '../testing/notebook-memory.ts';
import { connectOfficial } from '../testing/official-client.ts';
import { says, scriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';
import type { StartOptions } from '../testing/start-gateway.ts';

async function say(
  given: StartOptions<NotebookMemory>,
  content: string,
): Promise<{ readonly status: string; readonly memory: { readonly plugin?: string } }> {
  await using running = await startGateway({ model: scriptedModel(says('Fine.')), ...given });
  const answer = await running.post(
    '/v1/chat/completions',
    { model: 'homarus', messages: [{ role: 'user', content }] },
    { 'x-openclaw-session-key': 'agent:main:main' },
  );
  const { homarus } = (await answer.json()) as { readonly homarus: { readonly degraded: [] } };
  assert.deepEqual(homarus.degraded, []);
  return (await (await fetch(`${running.url}/health`)).json()) as Awaited<ReturnType<typeof say>>;
}

const keeper = { id: 'keeper', register: 'api.registerMemoryCapability({});' };

test('one memory, not two: the gateway’s own rests while a plugin is the memory, and comes back after it', async () => {
  const parts = { memory: new NotebookMemory(), sessions: memorySessionStore() };
  const { memory } = parts;
  const texts = () => memory.turns.map(({ turn }) => turn.messages[0]?.content);
  assert.equal((await say(parts, 'I like pears.')).memory.plugin, undefined);
  {
    await using opened = await openWritten([keeper], { slots: { memory: 'keeper' } });
    const health = await say({ ...parts, plugins: opened.host }, 'I like plums.');
    assert.deepEqual([health.status, health.memory.plugin], ['healthy', 'keeper']);
    assert.deepEqual([texts(), memory.composed.length], [['I like pears.'], 1]);
  }
  await using disabled = await openWritten([keeper], {
    slots: { memory: 'keeper' },
    entries: { keeper: { enabled: false } },
  });
  const health = await say({ ...parts, plugins: disabled.host }, 'I like figs.');
  assert.equal(health.memory.plugin, undefined);
  assert.deepEqual(texts(), ['I like pears.', 'I like figs.']);
  assert.equal(memory.composed.length, 2);
});

test('a plugin in the slot that offers no memory leaves it to the gateway', async () => {
  await using opened = await openWritten([{ id: 'empty', register: '' }], {
    slots: { memory: 'empty' },
  });
  const memory = new NotebookMemory();
  const health = await say({ memory, plugins: opened.host }, 'I like pears.');
  assert.equal(health.memory.plugin, undefined);
  assert.deepEqual([memory.turns.length, memory.composed.length], [1, 1]);
});

test('status and memory.status name the plugin that is the memory', async () => {
  await using opened = await openWritten([keeper], { slots: { memory: 'keeper' } });
  await using running = await startGateway({ plugins: opened.host });
  await using connected = await connectOfficial(running.url);
  const ask = connected.client.request.bind(connected.client);
  assert.equal((await ask<StatusResult>('status', {})).memoryPlugin, 'keeper');
  assert.equal((await ask<MemoryStatusResult>('memory.status', {})).plugin, 'keeper');
  const doctor = await ask<{ readonly provider: string }>('doctor.memory.status', {});
  assert.equal(doctor.provider, 'keeper');
});
