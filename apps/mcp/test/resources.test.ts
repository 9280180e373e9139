import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ReadResourceResult } from '@modelcontextprotocol/client';

import { connectStdio } from './support/mcp-client.ts';
import { startMemoryService } from './support/memory-service.ts';

function textOf({ contents }: ReadResourceResult): string {
  const [first] = contents;
  return first !== undefined && 'text' in first ? first.text : '';
}

test('the profile, the log of a day and one memory are resources', async () => {
  await using service = await startMemoryService();
  await using server = await connectStdio({ OGMEM_URL: service.url, TZ: 'Asia/Shanghai' });
  const { client, call } = server;
  assert.match(textOf(await client.readResource({ uri: 'memory://profile' })), /Nothing is known/u);
  const { details } = await call('memory_store', { text: '我对花生过敏' });
  const id = String(details['id']);
  const profile = textOf(await client.readResource({ uri: 'memory://profile' }));
  assert.match(profile, new RegExp(`^- 我对花生过敏 \\(${id}\\)$`, 'mu'));
  const today = textOf(await client.readResource({ uri: 'memory://log/today' }));
  assert.match(today, /^# \d{4}-\d\d-\d\d \(Asia\/Shanghai\)$/mu);
  assert.match(today, /^- \d\d:\d\d Learned: 我对花生过敏 \(mem_\w+, tool\)$/mu);
  const old = textOf(await client.readResource({ uri: 'memory://log/2020-02-29' }));
  assert.match(old, /Nothing was learned/u);
  const item = JSON.parse(textOf(await client.readResource({ uri: `memory://item/${id}` }))) as {
    readonly provenance: string;
  };
  assert.equal(item.provenance, 'manual');
  await assert.rejects(client.readResource({ uri: 'memory://log/2026-02-30' }), /2026-05-03/u);
  await assert.rejects(client.readResource({ uri: 'memory://item/mem_none' }), /No memory/u);
});

test('days are listed, and offered while one is typed', async () => {
  await using service = await startMemoryService();
  await using server = await connectStdio({ OGMEM_URL: service.url });
  const { resources } = await server.client.listResources();
  assert.equal(resources[0]?.uri, 'memory://profile');
  assert.equal(resources.filter(({ uri }) => uri.startsWith('memory://log/2')).length, 7);
  const { resourceTemplates } = await server.client.listResourceTemplates();
  assert.deepEqual(
    resourceTemplates.map(({ uriTemplate }) => uriTemplate),
    ['memory://log/{day}', 'memory://item/{id}'],
  );
  const { completion } = await server.client.complete({
    ref: { type: 'ref/resource', uri: 'memory://log/{day}' },
    argument: { name: 'day', value: 'to' },
  });
  assert.deepEqual(completion.values, ['today']);
});

test('prompts bring what is known, or say what to do with the tools', async () => {
  await using service = await startMemoryService();
  await using server = await connectStdio({ OGMEM_URL: service.url });
  await server.call('memory_store', { text: '我对花生过敏' });
  const { prompts } = await server.client.listPrompts();
  assert.deepEqual(
    prompts.map(({ name }) => name),
    ['recall', 'remember', 'tidy'],
  );
  const asked = async (name: string, args: Record<string, string> = {}): Promise<string> => {
    const { messages } = await server.client.getPrompt({ name, arguments: args });
    return messages[0]?.content.type === 'text' ? messages[0].content.text : '';
  };
  assert.match(await asked('recall', { question: '我不能吃什么？' }), /花生[^]+我不能吃什么？$/u);
  assert.match(await asked('remember'), /memory_store/u);
  assert.match(await asked('tidy'), /memory_list/u);
  await assert.rejects(asked('recall'), /question/u);
});
