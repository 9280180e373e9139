import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wordDifference } from './word-difference.ts';

/** `[-gone-]` and `[+come+]`. */
function marked(before: string, after: string): string {
  return wordDifference(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `[+${text}+]` })[kind])
    .join('');
}

test('words that came and went', () => {
  assert.equal(
    marked('Robin is allergic to peanuts.', 'Robin is severely allergic to cashews.'),
    'Robin is [+severely +]allergic to [-peanuts-][+cashews+].',
  );
});

test('Chinese has words without spaces', () => {
  assert.equal(marked('我住在苏州。', '我住在杭州。'), '我住在[-苏州-][+杭州+]。');
});

test('the same text, an empty one, and one that is all new', () => {
  assert.equal(marked('as it was', 'as it was'), 'as it was');
  assert.equal(marked('', 'new'), '[+new+]');
  assert.equal(marked('old', ''), '[-old-]');
  assert.equal(marked('', ''), '');
});

test('both texts can be put together again from the parts', () => {
  const before = 'one two three two one two';
  const after = 'two one three three two';
  const parts = wordDifference(before, after);
  const textOf = (left: string): string =>
    parts.flatMap(({ kind, text }) => (kind === left ? [] : text)).join('');
  assert.equal(textOf('added'), before);
  assert.equal(textOf('removed'), after);
});

test('very long texts are replaced as a whole', () => {
  const long = (word: string): string => `${word} `.repeat(1500);
  const kinds = wordDifference(long('a'), long('b')).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['removed', 'added', 'same']);
});
