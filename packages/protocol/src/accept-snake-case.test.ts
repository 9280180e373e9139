import assert from 'node:assert/strict';
import { test } from 'node:test';

import { acceptSnakeCase } from './accept-snake-case.ts';

test('rewrites keys at any depth, in arrays too', () => {
  assert.deepEqual(
    acceptSnakeCase({ user_id: 'a_b', messages: [{ created_at: 1, sender_id: 'x' }], topK2: 1 }),
    { userId: 'a_b', messages: [{ createdAt: 1, senderId: 'x' }], topK2: 1 },
  );
});

test('leaves alone what is kept, and what is no snake_case', () => {
  const body = {
    messages: [{ content: [{ type: 'tool_call', tool_name: 'x', arguments: { file_path: 'y' } }] }],
    _private: 1,
    SOME_CONSTANT: 2,
    trailing_: 3,
  };
  assert.deepEqual(acceptSnakeCase(body, ['content']), body);
});

test('camelCase wins where both spellings are given', () => {
  assert.deepEqual(acceptSnakeCase({ userId: 'right', user_id: 'wrong' }), { userId: 'right' });
  assert.deepEqual(acceptSnakeCase({ user_id: 'wrong', userId: 'right' }), { userId: 'right' });
});

test('does not touch its input and is not lured into prototypes', () => {
  const body: unknown = Object.freeze(
    JSON.parse('{"__proto__": {"is_admin": true}, "user_id": "u"}'),
  );
  const result = acceptSnakeCase(body);
  assert.equal((result as { isAdmin?: unknown }).isAdmin, undefined);
  assert.equal((result as { userId?: unknown }).userId, 'u');
  assert.ok(Object.hasOwn(body as object, 'user_id'));
});

test('passes on what is no object', () => {
  for (const value of [null, 3, 'user_id', true, undefined]) {
    assert.equal(acceptSnakeCase(value), value);
  }
});
