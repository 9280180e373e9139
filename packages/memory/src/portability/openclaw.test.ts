import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ImportItem } from '../import-items/item.ts';
import { openclawItems, tableRowItem, transcriptItems } from './openclaw.ts';

async function* linesOf(...entries: readonly (object | string)[]) {
  for (const entry of entries) yield typeof entry === 'string' ? entry : JSON.stringify(entry);
}

async function read(...entries: readonly (object | string)[]): Promise<readonly ImportItem[]> {
  const lines = linesOf(...entries);
  return Array.fromAsync(transcriptItems({ file: 's.jsonl', sessionId: 's', agentId: 'w', lines }));
}

const entry = (id: string, message: object) => ({
  type: 'message',
  id,
  timestamp: '2026-02-06T07:49:03.491Z',
  message,
});

test('messages of a session keep their ids, dates, roles and parts', async () => {
  const items = await read(
    { type: 'session', version: 3, id: 'abc', timestamp: '2026-02-06T07:49:00Z' },
    { type: 'model_change', id: 'm' },
    entry('a', { role: 'user', content: 'hello' }),
    entry('b', {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'hm' },
        { type: 'text', text: 'I look' },
        { type: 'toolCall', id: 't', name: 'exec', arguments: {} },
      ],
    }),
    entry('c', {
      role: 'toolResult',
      toolName: 'exec',
      content: [
        { type: 'text', text: 'done' },
        { type: 'image', data: 'AAAA', mimeType: 'image/png' },
      ],
    }),
  );
  const createdAt = Date.parse('2026-02-06T07:49:03.491Z');
  const place = { type: 'message', file: 's.jsonl', sessionId: 'abc', agentId: 'w' };
  assert.deepEqual(items, [
    { ...place, line: 3, message: { id: 'a', role: 'user', content: 'hello', createdAt } },
    {
      ...place,
      line: 4,
      message: {
        id: 'b',
        role: 'assistant',
        content: [
          { type: 'text', text: 'I look' },
          { type: 'toolCall', id: 't', name: 'exec', arguments: {} },
        ],
        createdAt,
      },
    },
    {
      ...place,
      line: 5,
      message: {
        id: 'c',
        role: 'toolResult',
        name: 'exec',
        content: [
          { type: 'text', text: 'done' },
          { type: 'image', mimeType: 'image/png' },
        ],
        createdAt,
      },
    },
  ]);
});

test('what is no message is told with its line', async () => {
  const items = await read(
    '{broken',
    '[]',
    entry('a', { role: 'user' }),
    { type: 'message', id: 'b', message: { role: 'user', content: 'no date' } },
    entry('c', { role: 'bashExecution', content: 'x' }),
    entry('d', { role: 'assistant', content: [{ type: 'toolCall', id: 't', name: 'exec' }] }),
  );
  const told = items.flatMap((item) =>
    item.type === 'problem' ? [`${item.line} ${item.outcome} ${item.reason}`] : [],
  );
  assert.deepEqual(told, [
    '1 failed malformed',
    '2 failed malformed',
    '3 failed malformed',
    '5 skipped unknown_role',
    '6 skipped empty',
  ]);
});

test('an entry without a date has that of the one before it; the first one needs its own', async () => {
  const undated = (id: string) => ({ type: 'message', id, message: { role: 'user', content: id } });
  const [first, , third] = await read(
    undated('a'),
    entry('b', { role: 'user', content: 'hi' }),
    undated('c'),
  );
  assert.equal(first?.type, 'problem');
  assert.equal(
    third?.type === 'message' && third.message.createdAt,
    Date.UTC(2026, 1, 6, 7, 49, 3, 491),
  );
});

test('entries without an id and with a date of their own are taken', async () => {
  const message = { role: 'user', content: 'hi', timestamp: 1_770_364_143_489 };
  const [item] = await read({ type: 'message', message });
  assert.deepEqual(item?.type === 'message' && item.message, {
    id: 'line-1',
    role: 'user',
    content: 'hi',
    createdAt: 1_770_364_143_489,
  });
});

test('USER.md is a profile, a daily note has the date of its name', () => {
  const [name] = openclawItems({ file: 'workspace/USER.md', content: '- **Name:** Ann' });
  const [note] = openclawItems({
    file: 'workspace/memory/2026-01-05-launch.md',
    content: '- met Bob',
  });
  assert.ok(name?.type === 'statement' && note?.type === 'statement');
  assert.deepEqual(
    [name.content, name.kind, note.saidAt],
    ['Name: Ann', 'profile', Date.UTC(2026, 0, 5)],
  );
});

test('a row of the LanceDB table is a statement', () => {
  const row = {
    text: 'likes tea',
    category: 'preference',
    importance: 0.9,
    createdAt: 1_767_225_600_000n,
  };
  assert.deepEqual(tableRowItem(row, 2), {
    type: 'statement',
    file: 'memories',
    line: 2,
    content: 'likes tea',
    category: 'user_memory_preference',
    kind: 'preference',
    importance: 0.9,
    saidAt: 1_767_225_600_000,
    tags: ['openclaw-lancedb', 'preference'],
  });
  const empty = { type: 'problem', file: 'memories', line: 1, outcome: 'skipped', reason: 'empty' };
  assert.deepEqual(tableRowItem({ text: '' }, 1), empty);
  assert.deepEqual(tableRowItem(null, 1), empty);
});
