import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isAppError } from '@homarus/base';
import * as v from 'valibot';

import { parseInput, type InputErrorDetails } from './parse-input.ts';
import { IdText, listOf, textOf, wholeNumber } from './schemas.ts';

const Part = v.looseObject({ type: v.string(), text: v.exactOptional(v.string()) });
const Message = v.object({
  role: v.picklist(['user', 'assistant']),
  content: v.union([v.string(), v.array(Part)]),
});
const Body = v.object({
  messages: listOf(Message, { min: 1, max: 3 }),
  limit: v.exactOptional(wholeNumber(1, 200)),
  id: v.exactOptional(IdText),
  query: v.exactOptional(textOf({ min: 1, max: 5 })),
});

function problemOf(schema: v.GenericSchema, value: unknown) {
  try {
    parseInput(schema, value);
  } catch (error) {
    assert.ok(isAppError(error));
    assert.equal(error.code, 'invalid_request');
    const { path, expected, received, issues } = error.details as unknown as InputErrorDetails;
    assert.deepEqual(issues[0], { path, expected, received });
    return { path, expected, received, issues, message: error.message };
  }
  return assert.fail('nothing was wrong');
}

const good = { role: 'user', content: 'x' };

const bad: readonly (readonly [
  input: unknown,
  path: string,
  expected: string,
  received: string,
])[] = [
  [{}, 'messages', 'an array', 'nothing'],
  [7, '', 'an object', '7'],
  [{ messages: {} }, 'messages', 'an array', 'an object'],
  [{ messages: [] }, 'messages', 'at least 1 items', '0 items'],
  [{ messages: [1, 2, 3, 4] }, 'messages', 'at most 3 items', '4 items'],
  [{ messages: [good, 3] }, 'messages[1]', 'an object', '3'],
  [{ messages: [{ content: 'x' }] }, 'messages[0].role', '"user" | "assistant"', 'nothing'],
  [
    { messages: [{ role: 'robot', content: 'x' }] },
    'messages[0].role',
    '"user" | "assistant"',
    '"robot"',
  ],
  [{ messages: [{ role: 'user', content: 5 }] }, 'messages[0].content', 'a text | an array', '5'],
  [
    { messages: [{ role: 'user', content: [{ type: 'text' }, { type: 1 }] }] },
    'messages[0].content[1].type',
    'a text',
    '1',
  ],
  [{ messages: [good], limit: 0 }, 'limit', 'a whole number from 1 to 200', '0'],
  [{ messages: [good], limit: 1.5 }, 'limit', 'a whole number from 1 to 200', '1.5'],
  [{ messages: [good], limit: '9' }, 'limit', 'a number', '"9"'],
  [{ messages: [good], id: '' }, 'id', 'at least 1 characters', '0 characters'],
  [{ messages: [good], id: 'a\nb' }, 'id', 'a text without control characters', String.raw`"a\nb"`],
  [{ messages: [good], query: '一二三四五六' }, 'query', 'at most 5 characters', '6 characters'],
];

for (const [input, path, expected, received] of bad) {
  test(`names the field, what was expected and what came: ${JSON.stringify(input)}`, () => {
    const problem = problemOf(Body, input);
    assert.deepEqual(
      { path: problem.path, expected: problem.expected, received: problem.received },
      { path, expected, received },
    );
  });
}

test('the message is one sentence for a person', () => {
  assert.equal(
    problemOf(Body, { messages: [{ role: 'robot', content: '' }] }).message,
    'messages[0].role: expected "user" | "assistant", received "robot"',
  );
  assert.equal(problemOf(Body, null).message, 'the input: expected an object, received null');
});

test('lists every problem, at most 20, and cuts long values', () => {
  const many = problemOf(
    v.array(v.string()),
    Array.from({ length: 50 }, (_, index) => index),
  );
  assert.equal(many.issues.length, 20);
  assert.deepEqual(many.issues[19], { path: '[19]', expected: 'a text', received: '19' });
  assert.ok(problemOf(v.number(), 'x'.repeat(10_000)).received.length <= 60);
});

test('an unknown field of a strict object is answered with the one that was meant', () => {
  const problem = problemOf(v.strictObject({ model: v.exactOptional(v.string()) }), { modle: 'x' });
  assert.equal(problem.path, 'modle');
  assert.equal(problem.expected, 'the field "model"');
});

test('odd keys are quoted in paths', () => {
  assert.equal(problemOf(v.record(v.string(), v.number()), { 'a b': 'x' }).path, '["a b"]');
});

test('answers the output of the schema', () => {
  assert.deepEqual(
    parseInput(v.object({ n: v.pipe(v.string(), v.transform(Number)) }), { n: '4' }),
    {
      n: 4,
    },
  );
});
