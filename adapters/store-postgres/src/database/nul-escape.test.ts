import assert from 'node:assert/strict';
import { test } from 'node:test';

import { escapeNul, fromRow, toParameter, unescapeNul } from './nul-escape.ts';

const texts = ['', 'plain', '\0', 'a\0b', '\uE000', '\uE0000', '\uE000\0\uE0001', '\0\0', '喝茶\0'];

for (const text of texts) {
  test(`${JSON.stringify(text)} is kept without U+0000 and comes back as it was`, () => {
    const kept = escapeNul(text);
    assert.ok(!kept.includes('\0'));
    assert.equal(unescapeNul(kept), text);
  });
}

test('different texts are kept differently', () => {
  assert.equal(new Set(texts.map(escapeNul)).size, texts.length);
});

test('parameters in lists are escaped, rows are read back, other values are left alone', () => {
  assert.deepEqual(toParameter(['a\0', 'b']), ['a\uE0000', 'b']);
  assert.deepEqual(toParameter(3), 3);
  assert.deepEqual(toParameter(null), null);
  assert.deepEqual(fromRow({ id: 'a\uE0000', position: 3, name: null }), {
    id: 'a\0',
    position: 3,
    name: null,
  });
});
