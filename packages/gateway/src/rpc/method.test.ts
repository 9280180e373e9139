import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import * as v from 'valibot';

import { defineMethod } from './method.ts';
import { callAs } from '../testing/call-as.ts';

const greet = defineMethod({
  name: 'greet',
  scope: 'operator.read',
  params: v.object({ name: v.optional(v.string(), 'you') }),
  handle: ({ name }, { caller }) => ({ text: `${name} from ${caller.userId}` }),
});

test('a method gets checked parameters and its caller', async () => {
  assert.deepEqual(await greet.invoke({ name: 'Ann' }, callAs()), { text: 'Ann from u-default' });
});

test('absent parameters are empty ones', async () => {
  assert.deepEqual(await greet.invoke(undefined, callAs()), { text: 'you from u-default' });
});

test('parameters that do not fit are refused with the field', async () => {
  await assert.rejects(greet.invoke({ name: 4 }, callAs()), (error) => {
    assert.ok(hasCode(error, 'invalid_request'));
    assert.equal(error.details?.['path'], 'name');
    return true;
  });
});
