import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { GatewayIdentityResult, LanesResult, UsersListResult } from '@homarus/protocol';

import { connectOfficial } from '../../testing/official-client.ts';
import { says, scriptedModel } from '../../testing/scripted-model.ts';
import { startGateway } from '../../testing/start-gateway.ts';

test('lanes tell of turns that run and that wait', async () => {
  const gate = Promise.withResolvers<void>();
  const model = scriptedModel([{ type: 'wait', until: gate.promise }, ...says('Fine.')]);
  await using gateway = await startGateway({ model });
  await using official = await connectOfficial(gateway.url);
  const { client } = official;
  const lanes = () => client.request<LanesResult>('diagnostics.lanes', {});
  assert.deepEqual(await lanes(), { lanes: [], dynamic: null });
  for (const [sessionKey, idempotencyKey] of [
    ['main', 'a'],
    ['main', 'b'],
    ['other', 'c'],
  ]) {
    await client.request('chat.send', { sessionKey, message: 'Hello', idempotencyKey });
  }
  assert.deepEqual((await lanes()).dynamic, {
    laneCount: 2,
    activeCount: 2,
    queuedCount: 1,
    queuedLaneCount: 1,
  });
  gate.resolve();
});

test('the persons with conversations are listed; to who is no admin, itself', async () => {
  await using gateway = await startGateway();
  const messages = [{ role: 'user', content: 'Hello' }];
  await gateway.post('/v1/chat/completions', { model: 'homarus', user: 'ann', messages });
  const namesFor = async (scopes: string[]) => {
    await using official = await connectOfficial(gateway.url, { scopes });
    const { profiles } = await official.client.request<UsersListResult>('users.list', {});
    return profiles.map(({ id }) => id);
  };
  assert.deepEqual(await namesFor(['operator.admin']), ['ann', 'u-default']);
  assert.deepEqual(await namesFor(['operator.read']), ['u-default']);
});

test('a gateway shows one identity', async () => {
  await using gateway = await startGateway();
  await using official = await connectOfficial(gateway.url);
  const ask = () => official.client.request<GatewayIdentityResult>('gateway.identity.get', {});
  const identity = await ask();
  assert.match(identity.deviceId, /^[0-9a-f]{64}$/u);
  assert.deepEqual(await ask(), identity);
});
