import assert from 'node:assert/strict';
import { test } from 'node:test';

import { HelloOkSchema } from '@openclaw/gateway-protocol';
import { Value } from 'typebox/value';

import { connectOfficial } from '../testing/official-client.ts';
import { startGateway } from '../testing/start-gateway.ts';

const token = 'a-token-of-our-own';
const auth = { mode: 'token', token } as const;

test('the published client connects with the token', async () => {
  await using gateway = await startGateway({ options: { auth } });
  await using official = await connectOfficial(gateway.url, { token });
  const { hello, client } = official;
  assert.equal(hello.protocol, 4);
  assert.deepEqual(Value.Errors(HelloOkSchema, hello), []);
  assert.deepEqual(hello.auth.scopes, ['operator.admin']);
  const health = await client.request<{ ok: boolean; status: string }>('health');
  assert.equal(health.ok, true);
  assert.equal(health.status, 'healthy');
});

test('the published client is told that its token is wrong', async () => {
  await using gateway = await startGateway({ options: { auth } });
  await assert.rejects(connectOfficial(gateway.url, { token: 'another' }), {
    details: {
      code: 'AUTH_TOKEN_MISMATCH',
      authReason: 'token_mismatch',
      recommendedNextStep: 'update_auth_credentials',
    },
  });
});
