import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toMemoryMessages, toWindowMessages } from './to-memory-message.ts';

test('texts, calls and results arrive; bytes and thoughts stay away', () => {
  const messages = [
    { role: 'user', content: 'Hi', timestamp: 1000.5, id: 'entry0' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Look' },
        { type: 'image', mimeType: 'image/png', data: 'AAAA' },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'secret' },
        { type: 'toolCall', id: 'c1', name: 'read', arguments: { path: 'a' } },
      ],
    },
    { role: 'toolResult', content: 'A', id: 'entry3', toolCallId: 'c1', toolName: 'read' },
    { role: 'toolResult', content: 'B', id: 'entry3', toolCallId: 'c2', toolName: 'read' },
    { role: 'assistant', content: [{ type: 'text', text: ' ' }] },
    { role: 'custom', content: 'of the host' },
    { role: 'user', content: null },
  ];
  assert.deepEqual(toMemoryMessages(messages), [
    { role: 'user', content: 'Hi', id: 'entry0', createdAt: 1000 },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Look' },
        { type: 'image', mimeType: 'image/png' },
      ],
    },
    {
      role: 'assistant',
      content: [{ type: 'toolCall', id: 'c1', name: 'read', arguments: '{"path":"a"}' }],
    },
    { role: 'toolResult', content: 'A', id: 'entry3/c1', name: 'read' },
    { role: 'toolResult', content: 'B', id: 'entry3/c2', name: 'read' },
  ]);
});

test('what a tool answers at great length is cut', () => {
  const [cut] = toMemoryMessages([{ role: 'toolResult', content: 'x'.repeat(300_000) }]);
  assert.equal(cut?.content.length, 200_000);
});

test('a window is shown from its end, as far as it fits', () => {
  const texts = ['one', 'two', 'three'].map((content) => ({ role: 'user', content }));
  const shown = toWindowMessages(texts, 8).map(({ content }) => content);
  assert.deepEqual(shown, ['two', 'three']);
});
