import assert from 'node:assert/strict';
import { test } from 'node:test';

import { textOf } from './message-text.ts';
import type { MessageContent } from './message.ts';

const table: readonly (readonly [name: string, content: MessageContent, text: string])[] = [
  ['a string', 'hi', 'hi'],
  [
    'text parts, one a line',
    [
      { type: 'text', text: '你好' },
      { type: 'input_text', text: 'there' },
    ],
    '你好\nthere',
  ],
  [
    'a tool result with nested content',
    [{ type: 'tool_result', content: [{ type: 'text', text: 'sunny' }] }],
    'sunny',
  ],
  [
    'a tool result of the model port',
    [{ type: 'tool-result', output: { type: 'text', value: 'sunny' } }],
    'sunny',
  ],
  [
    'a JSON result',
    [{ type: 'tool-result', output: { type: 'json', value: { degrees: 21 } } }],
    '{"degrees":21}',
  ],
  ['a picture by its caption', [{ type: 'image', data: 'AAAA', alt: 'a red kite' }], 'a red kite'],
  ['a picture without words', [{ type: 'image', data: 'AAAA' }], ''],
  ['reasoning', [{ type: 'reasoning', text: 'hm' }], ''],
  ['a tool call', [{ type: 'tool-call', toolName: 'now', input: { zone: 'UTC' } }], ''],
];

for (const [name, content, text] of table) {
  test(`text of ${name}`, () => {
    assert.equal(textOf(content), text);
  });
}

test('a content that nests without end is read to a depth', () => {
  let part: { type: string; content: unknown } = { type: 'x', content: 'deep' };
  for (let depth = 0; depth < 10_000; depth += 1) part = { type: 'x', content: part };
  assert.equal(textOf([part]), '');
});
