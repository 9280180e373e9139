import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isAppError } from '@homarus/base';

import { maxJsonDepth, parseJson } from './parse-json.ts';

function mistakeIn(text: string): { readonly position: unknown; readonly expected: unknown } {
  try {
    parseJson(text);
  } catch (error) {
    assert.ok(isAppError(error));
    assert.equal(error.code, 'invalid_request');
    return { position: error.details?.['position'], expected: error.details?.['expected'] };
  }
  return assert.fail(`${text} was taken for JSON`);
}

const mistakes: readonly (readonly [text: string, position: number, expected: string])[] = [
  ['', 0, 'a value'],
  ['  \n ', 4, 'a value'],
  ['hello', 0, 'a value'],
  ["{'a': 1}", 1, 'a key in double quotes or "}"'],
  ['{a: 1}', 1, 'a key in double quotes or "}"'],
  ['{"a" 1}', 5, '":"'],
  ['{"a":}', 5, 'a value'],
  ['{"a":1,}', 7, 'a key in double quotes'],
  ['{"a":1', 6, '"," or "}"'],
  ['{"a":1]', 6, '"," or "}"'],
  ['[1,]', 3, 'a value'],
  ['[', 1, 'a value or "]"'],
  ['[1 2]', 3, '"," or "]"'],
  ['{"a":1} x', 8, 'the end'],
  ['{"a":01}', 5, 'a value'],
  ['{"a":truely}', 5, 'a value'],
  ['{"a":NaN}', 5, 'a value'],
  ['"open', 5, 'a closing quote'],
  ['{"说":"没完', 8, 'a closing quote'],
  ['"two\nlines"', 4, 'an escaped control character'],
  [String.raw`"\x41"`, 1, String.raw`an escape such as \n or \u00e9`],
  ['{"a":[{"b":[1,{"c":}]}]}', 19, 'a value'],
];

for (const [text, position, expected] of mistakes) {
  test(`finds the mistake in ${JSON.stringify(text)}`, () => {
    assert.throws(() => JSON.parse(text), SyntaxError);
    assert.deepEqual(mistakeIn(text), { position, expected });
  });
}

test('the message says the place as an editor counts it', () => {
  assert.throws(() => parseJson('{\n  "a": 1,\n  b\n}'), {
    message:
      'Malformed JSON at line 3, column 3 (position 14): expected a key in double quotes, received "b"',
  });
});

test('reads what is JSON', () => {
  const text = String.raw` {"a":[1,-2.5e-3,true,null,{}, []], "b\n":"\u4f60\"好"} `;
  assert.deepEqual(parseJson(text), JSON.parse(text));
});

test('refuses JSON that is nested too deep for what reads it later', () => {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  assert.doesNotThrow(() => parseJson(nested(maxJsonDepth)));
  assert.throws(() => parseJson(nested(maxJsonDepth + 1)), { code: 'invalid_request' });
  assert.throws(() => parseJson(nested(100_000)), { code: 'invalid_request' });
});

test('a long malformed text is answered, not choked on', () => {
  const text = `{"a":"${String.raw`x\n`.repeat(500_000)}" oops}`;
  assert.deepEqual(mistakeIn(text), { position: text.length - 5, expected: '"," or "}"' });
});
