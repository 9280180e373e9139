import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Scope, VectorService, VectorStatus } from '@homarus/memory';

import { errorOf, testServer } from '../testing/test-server.ts';

const status: VectorStatus = {
  model: 'p/m',
  isComplete: false,
  failure: null,
  spaces: [
    {
      id: 'spc_1',
      provider: 'p',
      model: 'm',
      dimensions: 4,
      state: 'filling',
      vectors: 6,
      failed: 1,
      pending: 2,
      createdAt: 5,
    },
  ],
};

function recording() {
  const calls: (readonly [string, Scope, unknown?])[] = [];
  const vectors: VectorService = {
    status: async (scope) => (calls.push(['status', scope]), status),
    reembed: async (scope, options) => (calls.push(['reembed', scope, options]), status),
    resume: async () => 0,
  };
  return { calls, vectors };
}

test('the progress and the beginning of embedding are served, in the scope of the caller', async () => {
  const { calls, vectors } = recording();
  const { send, post } = testServer({ vectors });
  const shown = await send('/api/v1/reembed?userId=lin');
  assert.deepEqual([shown.status, shown.body], [200, { ok: true, ...status }]);
  assert.equal((await post('reembed', { user_id: 'lin', force: true })).status, 200);
  const scope = { accountId: 'acct-demo', userId: 'lin', agentId: 'main' };
  assert.deepEqual(calls, [
    ['status', scope],
    ['reembed', scope, { force: true }],
  ]);
});

test('another account is refused, and so is a force that is no boolean', async () => {
  const { calls, vectors } = recording();
  const { send, post } = testServer({ vectors });
  assert.equal((await send('/api/v1/reembed?accountId=other')).status, 403);
  assert.equal((await post('reembed', { accountId: 'other' })).status, 403);
  const wrong = await post('reembed', { force: 'yes' });
  assert.deepEqual([wrong.status, errorOf(wrong).path], [400, 'force']);
  assert.deepEqual(calls, []);
});

test('without an embedding model the progress is empty and a beginning says what to set', async () => {
  const { send, post } = testServer();
  assert.deepEqual((await send('/api/v1/reembed')).body['spaces'], []);
  const refused = await post('reembed', {});
  assert.deepEqual([refused.status, errorOf(refused).code], [400, 'invalid_request']);
});
