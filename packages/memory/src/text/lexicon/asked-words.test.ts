import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answerTypes } from './answer-types.ts';
import { readAskedFor } from './asked-words.ts';
import { synonymsOf } from './synonyms-of.ts';
import { toWordTokens } from './word-tokens.ts';

function asksFor(question: string, word: string): boolean {
  const wanted = toWordTokens(word).join(' ');
  return readAskedFor(question).names.some((tokens) => tokens.join(' ') === wanted);
}

test('what stands between the question word and the verb is asked for', () => {
  assert.ok(asksFor('Which big cities has she been to?', 'Chicago'));
  assert.ok(asksFor('Tell me, how many pets do they keep?', 'hamster'));
  assert.ok(!asksFor('Which book did she read in the city?', 'Chicago'));
  assert.deepEqual([...readAskedFor('Which big cities has she been to?').by], ['citi']);
});

test('where nothing stands there, the end of the question says what is asked for', () => {
  assert.ok(asksFor('What are her hobbies?', 'pottery'));
  assert.ok(asksFor('Where do you live?', 'apartment'));
});

test('a Chinese question asks in Chinese words anywhere, and in Latin ones', () => {
  assert.ok(asksFor('她住在哪个城市？', '杭州'));
  assert.ok(asksFor('她住在哪个城市？', 'Chicago'));
  assert.ok(asksFor('他最熟的 programming language 是哪门？', 'Python'));
});

test('a text that asks nothing, or for nothing known, asks for no words', () => {
  assert.deepEqual(readAskedFor('I live in the city. My pets are fine.').names, []);
  assert.deepEqual(readAskedFor('我家有宠物。').names, []);
  assert.deepEqual(readAskedFor('Why did it break?').names, []);
});

test('every type can be asked for, and has words, in both languages', () => {
  for (const { type, words } of answerTypes) {
    for (const { asked, named } of [words.en, words.zh]) {
      assert.ok(asked.length > 0 && named.length > 2, type);
      assert.equal(new Set(named).size, named.length, `${type} names a word twice`);
    }
  }
  assert.equal(new Set(answerTypes.map(({ type }) => type)).size, answerTypes.length);
});

test('synonyms are other words, in both languages', () => {
  const others = new Set(synonymsOf('movi').map((tokens) => tokens.join(' ')));
  assert.ok(others.has('film') && others.has('电影'));
  assert.ok(!others.has('movi'));
  assert.deepEqual(synonymsOf('quokka'), []);
});
