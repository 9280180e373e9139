import assert from 'node:assert/strict';
import { test } from 'node:test';

import { kindOf, variantOf } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { diffLines, withContext } from './line-diff.ts';
import { getIn, listChanges, setIn, toPatch, toPathText } from './setting-tree.ts';
import { validate } from './validate.ts';

const port: JsonSchema = {
  anyOf: [
    { type: 'integer', minimum: 0, maximum: 65_535 },
    { type: 'string', pattern: String.raw`^\d{1,5}$` },
  ],
};
const model: JsonSchema = {
  oneOf: [
    {
      type: 'object',
      properties: { name: { type: 'string', minLength: 1 }, type: { const: 'remote' } },
      required: ['name'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: { type: { const: 'ollama' }, path: { type: 'string' } },
      required: ['path'],
      additionalProperties: false,
    },
  ],
};
const schema: JsonSchema = {
  type: 'object',
  properties: {
    port,
    mode: { type: 'string', enum: ['none', 'token'] },
    burst: { type: 'integer', minimum: 1 },
    models: { type: 'array', items: model },
    agents: {
      type: 'object',
      propertyNames: { type: 'string', pattern: '^[a-z]+$' },
      additionalProperties: { type: 'object', properties: { on: { type: 'boolean' } } },
    },
  },
  additionalProperties: false,
};

test('values are set and taken away, with sections that they leave empty', () => {
  const tree = setIn({ a: { b: 1 } }, ['list', 0, 'name'], 'x');
  assert.deepEqual(tree, { a: { b: 1 }, list: [{ name: 'x' }] });
  assert.equal(getIn(tree, ['list', 0, 'name']), 'x');
  assert.deepEqual(setIn(tree, ['a', 'b'], undefined), { list: [{ name: 'x' }] });
  assert.deepEqual(setIn({ list: ['x', 'y'] }, ['list', 0], undefined), { list: ['y'] });
  assert.equal(toPathText(['models', 0, 'name']), 'models[0].name');
});

test('a change is listed by its paths, and becomes a patch', () => {
  const before = { keep: 1, gone: { deep: true }, list: [1], same: { x: 1, y: 2 } };
  const after = { keep: 1, list: [1, 2], same: { x: 1, y: 3 }, fresh: { a: { b: 'c' } } };
  assert.deepEqual(listChanges(before, after), [
    { path: 'list', before: [1], after: [1, 2] },
    { path: 'same.y', before: 2, after: 3 },
    { path: 'fresh.a.b', before: undefined, after: 'c' },
    { path: 'gone.deep', before: true, after: undefined },
  ]);
  assert.deepEqual(toPatch(before, after), {
    gone: null,
    list: [1, 2],
    same: { y: 3 },
    fresh: { a: { b: 'c' } },
  });
});

test('what does not fit its schema is told by path and kind', () => {
  const problems = validate(schema, {
    port: 70_000,
    mode: 'maybe',
    burst: 0.5,
    models: [{ type: 'remote', name: '' }, { type: 'ollama' }, { type: 'ollama', path: 'm', x: 1 }],
    agents: { main: { on: 'yes' }, Bad: {} },
  });
  assert.deepEqual(
    problems.map(({ path, kind }) => `${path}: ${kind}`),
    [
      'port: maximum',
      'mode: choice',
      'burst: type',
      'models[0].name: length',
      'models[1].path: missing',
      'models[2].x: unknown',
      'agents.main.on: type',
      'agents.Bad: pattern',
    ],
  );
  assert.deepEqual(validate(schema, { port: '18789', burst: 1, agents: { main: {} } }), []);
});

test('a reference stands for a text that is not known here', () => {
  const token: JsonSchema = { type: 'string', pattern: String.raw`^\S{8,}$` };
  assert.equal(validate(token, '${T}').length, 0);
  assert.equal(validate(token, 'short').length, 1);
});

test('each kind of setting has its field', () => {
  const kinds = Object.values(schema.properties ?? {}).map(kindOf);
  assert.deepEqual(kinds, ['text', 'choice', 'number', 'items', 'record']);
  assert.equal(variantOf(model, { type: 'ollama' }), model.oneOf?.[1]);
  assert.equal(variantOf(model, {}), model.oneOf?.[0]);
});

test('texts are compared by lines, and what stays far away is left out', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f'].join('\n');
  const after = ['a', 'b', 'c', 'D', 'e', 'f', 'g'].join('\n');
  const signs = { same: ' ', removed: '-', added: '+' };
  const shown = withContext(diffLines(before, after), 1).map((line) =>
    line === undefined ? '…' : `${signs[line.kind]}${line.text}`,
  );
  assert.deepEqual(shown, [' c', '-d', '+D', ' e', ' f', '+g']);
  assert.deepEqual(withContext(diffLines(before, before), 1), []);
});
