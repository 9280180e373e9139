import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isAppError } from '@homarus/base';

import { isBroken, toStoreError } from './postgres-errors.ts';

function errorOf(code: string, more: object = {}): Error {
  return Object.assign(new Error('from the server'), { code }, more);
}

const mapped: readonly (readonly [
  name: string,
  error: unknown,
  code: string,
  isRetryable: boolean,
])[] = [
  ['a key that is taken', errorOf('23505'), 'conflict', true],
  ['a row that is missing', errorOf('23503'), 'conflict', true],
  ['transactions in each other’s way', errorOf('40001'), 'conflict', true],
  ['a deadlock', errorOf('40P01'), 'conflict', true],
  [
    'a key of another account',
    errorOf('42501', { routine: 'ExecWithCheckOptions' }),
    'conflict',
    true,
  ],
  ['missing rights', errorOf('42501', { routine: 'aclcheck_error' }), 'unavailable', false],
  ['a wrong password', errorOf('28P01'), 'unavailable', false],
  ['a missing database', errorOf('3D000'), 'unavailable', false],
  ['a key that no index can hold', errorOf('54000'), 'invalid_request', false],
  ['a full disk', errorOf('53100'), 'unavailable', false],
  ['too many connections', errorOf('53300'), 'unavailable', true],
  ['a server that stops', errorOf('57P01'), 'unavailable', true],
  ['a server that starts', errorOf('57P03'), 'unavailable', true],
  ['a standby', errorOf('25006'), 'unavailable', true],
  ['a lock that was waited for too long', errorOf('55P03'), 'unavailable', true],
  ['a refused connection', errorOf('ECONNREFUSED'), 'unavailable', true],
  ['all addresses refused', new AggregateError([errorOf('ECONNREFUSED')]), 'unavailable', true],
  ['a lost connection', new Error('Connection terminated unexpectedly'), 'unavailable', true],
];

for (const [name, error, code, isRetryable] of mapped) {
  test(`${name} is ${code}`, () => {
    const found = toStoreError(error);
    assert.ok(isAppError(found));
    assert.deepEqual([found.code, found.retryable], [code, isRetryable]);
    assert.equal(found.cause, error);
  });
}

test('a mistake in a statement is a bug and stays what it is', () => {
  const error = errorOf('42601');
  assert.equal(toStoreError(error), error);
});

test('a connection is given up when it or its server is gone, not for a refused row', () => {
  assert.ok(isBroken(errorOf('57P01')));
  assert.ok(isBroken(errorOf('ECONNRESET')));
  assert.ok(isBroken(new Error('Connection terminated unexpectedly')));
  assert.ok(!isBroken(errorOf('23505')));
});
