import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chineseSet, questionKinds } from './generate.ts';

test('the set is the same for the same seed, and another for another', () => {
  assert.deepEqual(chineseSet(3), chineseSet(3));
  assert.notDeepEqual(chineseSet(3).messages, chineseSet(4).messages);
});

test('every question has evidence among the messages, and every kind has questions', () => {
  const { messages, questions } = chineseSet();
  const known = new Set(messages.map(({ id }) => id));
  assert.equal(known.size, messages.length);
  for (const { question, evidence } of questions) {
    assert.ok(evidence.length > 0, question);
    assert.ok(
      evidence.every((id) => known.has(id)),
      question,
    );
    assert.doesNotMatch(question, /[{}]/u);
  }
  assert.ok(messages.every(({ text }) => !/[{}]/u.test(text)));
  for (const kind of questionKinds)
    assert.ok(
      questions.some((asked) => asked.kind === kind),
      kind,
    );
});

test('a question in other words does not give the answer away', () => {
  const { messages, questions } = chineseSet();
  const textOf = new Map(messages.map(({ id, text }) => [id, text]));
  for (const { question, evidence } of questions.filter(({ kind }) => kind === 'other words')) {
    const told = textOf.get(evidence[0] ?? '') ?? '';
    assert.ok(question.length > 4 && told.length > 4 && told !== question);
  }
});
