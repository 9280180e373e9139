import assert from 'node:assert/strict';
import { test } from 'node:test';

import { estimateTokens } from '@homarus/base';

import { connectStdio } from './support/mcp-client.ts';
import { startMemoryService } from './support/memory-service.ts';

// Assistants cut or refuse answers of more than some ten thousand tokens.

/** Text and structured content say the same. */
const maxTokens = 2 * 9000;

test('searches, lists and histories leave out what would make an answer too long, and say so', async () => {
  await using service = await startMemoryService();
  const { client } = service;
  for (let index = 0; index < 30; index += 1) {
    await client.memories.create({
      content: `Project note ${index}: ${'lorem ipsum '.repeat(300)}`,
    });
  }
  await using server = await connectStdio({ OGMEM_URL: service.url });
  const found = await server.call('memory_recall', { query: 'project note lorem' });
  const { count, omitted } = found.details;
  assert.ok(Number(count) > 1 && Number(omitted) > 0);
  assert.match(found.text, new RegExp(`${String(omitted)} less relevant ones`, 'u'));
  assert.ok(estimateTokens(JSON.stringify(found)) < maxTokens);

  const seen = new Set<string>();
  for (let offset: unknown = 0; offset !== null;) {
    const { details } = await server.call('memory_list', { limit: 100, offset });
    const page = details['memories'] as readonly { readonly id: string }[];
    assert.ok(page.length > 0);
    for (const { id } of page) seen.add(id);
    offset = details['nextOffset'];
  }
  assert.equal(seen.size, 30);
});

test('a very long message is read in pieces that part no character', async () => {
  await using service = await startMemoryService();
  const words = `peanuts ${'🥜'.repeat(25_000)}`;
  const message = { id: 'm1', role: 'user' as const, content: words };
  await service.client.ingest({ sessionId: 's1', messages: [message] });
  await using server = await connectStdio({ OGMEM_URL: service.url });
  const found = await server.call('memory_recall', { query: 'peanuts' });
  const [, id = ''] = /\[(ctx:[^\]]+)\]/u.exec(found.text) ?? [];
  let read = '';
  for (let offset: unknown = 0; offset !== null;) {
    const { details } = await server.call('memory_get', { id, offset });
    read += String(details['text']);
    offset = details['nextOffset'];
    assert.equal(details['totalCharacters'], words.length);
  }
  assert.equal(read, words);
});
