import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseJsonText } from './parse-json-text.ts';

const value = { items: [{ text: 'a } b', quote: '说："好"' }] };
const json = JSON.stringify(value);

const wrappings: Readonly<Record<string, string>> = {
  plain: json,
  fenced: `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``,
  introduced: `Sure! Here is the result [as JSON]:\n${json}\nAnything else?`,
  'after thinking': `<think>Maybe {"items": []}?</think>\n${json}`,
  'after braces that are none': `The set {a, b} gives ${json}`,
};

for (const [name, text] of Object.entries(wrappings)) {
  test(`finds the value: ${name}`, () => {
    assert.deepEqual(parseJsonText(text), value);
  });
}

test('takes any JSON value when it is the whole text', () => {
  assert.equal(parseJsonText(' null '), null);
  assert.deepEqual(parseJsonText('[1]'), [1]);
});

test('throws when there is none, or when it is cut off', () => {
  assert.throws(() => parseJsonText('No.'), SyntaxError);
  assert.throws(() => parseJsonText(json.slice(0, -3)), SyntaxError);
});
