import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import * as v from 'valibot';

import { defineTool } from './define-tool.ts';
import type { ToolContext } from './tool.ts';

const context: ToolContext = {
  runId: 'run_1',
  agentId: 'main',
  userId: 'u',
  sessionKey: 'agent:main:main',
  sessionId: 'ses_1',
  toolCallId: 'c1',
  signal: new AbortController().signal,
};

const recall = defineTool({
  name: 'memory_recall',
  description: 'Searches.',
  input: v.object({
    query: v.pipe(v.string(), v.minLength(1), v.description('What to look for.')),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.maxValue(100)), 30),
  }),
  execute: ({ query, limit }) => Promise.resolve({ text: `${query} ${limit}` }),
});

test('the schema becomes the JSON Schema of what the model may write', () => {
  assert.deepEqual(recall.parameters, {
    type: 'object',
    properties: {
      query: { type: 'string', minLength: 1, description: 'What to look for.' },
      limit: { type: 'integer', maximum: 100, default: 30 },
    },
    required: ['query'],
  });
});

test('execute gets checked input with its defaults', async () => {
  assert.deepEqual(await recall.run?.({ query: '花生' }, context), { text: '花生 30' });
});

test('input that does not fit is refused with the path of the first field and all problems', async () => {
  const failing = async (): Promise<unknown> => recall.run?.({ query: 1, limit: 1000 }, context);
  await assert.rejects(failing, (error) => {
    assert.ok(hasCode(error, 'invalid_request'));
    assert.equal(error.details?.['path'], 'query');
    assert.match(error.message, /query: expected string, received 1; limit: /u);
    return true;
  });
});

test('input that is no object, and unknown keys of a strict one, are refused', async () => {
  const strict = defineTool({
    name: 'strict',
    description: '',
    input: v.strictObject({ nested: v.object({ a: v.string() }) }),
    execute: () => Promise.resolve({ text: '' }),
  });
  const cases = [
    ['list', 'arguments'],
    [{ nested: {} }, 'nested.a'],
    [{ nested: { a: '' }, other: 1 }, 'other'],
  ] as const;
  for (const [input, path] of cases) {
    await assert.rejects(
      async () => strict.run?.(input, context),
      (error) => hasCode(error, 'invalid_request') && error.details?.['path'] === path,
    );
  }
});

test('a name that models refuse is a bug', () => {
  const define = (name: string) => () =>
    defineTool({
      name,
      description: '',
      input: v.object({}),
      execute: () => Promise.resolve({ text: '' }),
    });
  assert.throws(define('two words'), /two words/u);
  assert.throws(define(''), Error);
});
