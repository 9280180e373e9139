import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connectStdio } from './support/mcp-client.ts';
import { startMemoryService } from './support/memory-service.ts';

const wrong: readonly (readonly [tool: string, args: object, said: RegExp])[] = [
  ['memory_recall', {}, /query/u],
  ['memory_recall', { query: '' }, /query/u],
  ['memory_recall', { query: 'tea', limit: 0 }, /limit/u],
  ['memory_recall', { query: 'tea', limt: 5 }, /limt/u],
  ['memory_recall', { query: 'tea', timeFrom: 'yesterday' }, /timeFrom[^]+ISO 8601/u],
  ['memory_recall', { query: '茶', categories: ['facts'] }, /categories/u],
  ['memory_store', { text: 'x', importance: 7 }, /importance/u],
  ['memory_store', { text: 'My password is hunter2x.' }, /password[^]+Leave it out/u],
  ['memory_store', { text: '茶'.repeat(8001) }, /text/u],
  ['memory_forget', {}, /either memoryId or query/u],
  ['memory_forget', { memoryId: 'mem_1', query: 'x' }, /either memoryId or query/u],
  ['memory_history', { memoryId: 'mem_none' }, /No memory with this id[^]+memory_list/u],
  ['memory_undo', { memoryId: 'mem_none' }, /No memory with this id/u],
  ['memory_get', { id: 'ctx://nothing' }, /No memory or message/u],
  ['memory_list', { limit: 1000 }, /limit/u],
];

test('wrong input is told to the model with what is wrong, and nothing is stored', async () => {
  await using service = await startMemoryService();
  await using server = await connectStdio({ OGMEM_URL: service.url });
  for (const [tool, args, said] of wrong) {
    const answer = await server.call(tool, { ...args });
    assert.equal(answer.isError, true, `${tool} ${JSON.stringify(args)}`);
    assert.match(answer.text, said);
  }
  await assert.rejects(server.call('memory_dream'), /memory_dream/u);
  assert.equal((await service.client.memories.list()).total, 0);
});

test('a service that is down is told with what to do, and works again when it is back', async () => {
  const service = await startMemoryService();
  await using server = await connectStdio({ OGMEM_URL: service.url });
  await server.call('memory_store', { text: '我喜欢乌龙茶' });
  await service[Symbol.asyncDispose]();
  const answer = await server.call('memory_recall', { query: '茶' });
  assert.equal(answer.isError, true);
  assert.match(answer.text, /No memory service answers at http:[^]+homarus up[^]+OGMEM_URL/u);
  const { tools } = await server.client.listTools();
  assert.equal(tools.length, 8);
  await assert.rejects(server.client.readResource({ uri: 'memory://profile' }), /homarus up/u);
  await assert.rejects(
    server.client.getPrompt({ name: 'recall', arguments: { question: '茶' } }),
    /homarus up/u,
  );
});

test('a wrong key is told with how to get a right one', async () => {
  await using service = await startMemoryService('the-key');
  for (const env of [{}, { HOMARUS_MEMORY_KEY: 'another' }]) {
    await using server = await connectStdio({ OGMEM_URL: service.url, ...env });
    const answer = await server.call('memory_store', { text: 'I like tea.' });
    assert.equal(answer.isError, true);
    assert.match(answer.text, /HOMARUS_MEMORY_KEY[^]+homarus memory keys create/u);
  }
  const right = { OGMEM_URL: service.url, HOMARUS_MEMORY_KEY: 'the-key' };
  await using server = await connectStdio(right);
  assert.equal((await server.call('memory_store', { text: 'I like tea.' })).isError, false);
  await using foreign = await connectStdio({ ...right, OG_ACCOUNT_ID: 'acct-other' });
  assert.match((await foreign.call('memory_list')).text, /acct-other[^]+not yours/u);
});
