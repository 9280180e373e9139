import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeText } from './decode-text.ts';

test('text is read in UTF-8 and UTF-16, without its mark', () => {
  assert.equal(decodeText(Buffer.from('\uFEFF- 喜欢跑步\r\n')), '- 喜欢跑步\r\n');
  const marked = Buffer.from('\uFEFF- 跑步 🏃', 'utf16le');
  assert.equal(decodeText(marked), '- 跑步 🏃');
  assert.equal(decodeText(marked.swap16()), '- 跑步 🏃');
  assert.equal(decodeText(Buffer.alloc(0)), '');
});

test('what is no text is not taken for one', () => {
  for (const bytes of [
    Buffer.from('café', 'latin1'),
    Buffer.from('plain', 'utf16le'),
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]),
  ]) {
    assert.equal(decodeText(bytes), undefined);
  }
});
