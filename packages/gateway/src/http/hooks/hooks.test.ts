import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTick } from 'node:timers/promises';

import { hasCode } from '@homarus/base';

import { says, scriptedModel } from '../../testing/scripted-model.ts';
import { startGateway } from '../../testing/start-gateway.ts';

const hooks = {
  token: 'the-hooks-token',
  maxBodyBytes: 2000,
  mappings: [{ name: 'build', message: 'Build {{build.number}} is {{build.state}}.{{nothing}}' }],
};
const bearer = { authorization: `Bearer ${hooks.token}` };

async function start() {
  const model = scriptedModel(says('Noted.'));
  const running = await startGateway({ model, options: { hooks } });
  const send = async (name: string, body: unknown, headers: HeadersInit = bearer) => {
    const response = await running.post(`/hooks/${name}`, body, headers);
    const answer = (await response.json()) as { readonly runId: string; readonly status: string };
    return { httpStatus: response.status, ...answer };
  };
  const ended = async (runId: string) => {
    for (;;) {
      const run = await running.sessions.getRun('acct-demo', runId);
      if (run?.status === 'done') return run;
      await nextTick();
    }
  };
  return { ...running, model, send, ended };
}

test('a hook starts a turn in a session of its own', async () => {
  await using running = await start();
  const answer = await running.send('agent', { message: 'Mail came.', name: 'post' });
  assert.equal(answer.httpStatus, 202);
  const run = await running.ended(answer.runId);
  assert.match(run.sessionKey, /^agent:main:hook:run_/u);
  const asked = JSON.stringify(running.model.calls[0]?.prompt.at(-1));
  assert.match(asked, /Hook post: sent by another program.*Mail came\./u);
});

test('wake speaks in the main session, a mapping fills its template', async () => {
  await using running = await start();
  const woken = await running.send('wake', { text: 'Look at the mail.' });
  assert.equal((await running.ended(woken.runId)).sessionKey, 'agent:main:main');
  const built = await running.send('build', { build: { number: 7, state: 'red' } });
  assert.equal((await running.ended(built.runId)).sessionKey, 'agent:main:hook:build');
  assert.match(JSON.stringify(running.model.calls[1]?.prompt.at(-1)), /Build 7 is red\."/u);
});

test('a repeated key is the same run', async () => {
  await using running = await start();
  const body = { message: 'Once.', sessionKey: 'hook:mail' };
  const keyed = { ...bearer, 'idempotency-key': 'k-1' };
  const first = await running.send('agent', body, keyed);
  await running.ended(first.runId);
  const again = await running.send('agent', body, keyed);
  assert.deepEqual([again.runId, again.status], [first.runId, 'ok']);
  assert.equal(running.model.calls.length, 1);
});

test('what is not allowed is refused before anything starts', async () => {
  await using running = await start();
  const statusOf = async (name: string, body: unknown, headers?: HeadersInit) =>
    (await running.send(name, body, headers)).httpStatus;
  const message = 'Hello.';
  assert.equal(await statusOf('agent', { message }, {}), 401);
  assert.equal(await statusOf('agent', { message }, { 'x-openclaw-token': 'wrong' }), 401);
  assert.equal(await statusOf(`agent?token=${hooks.token}`, { message }), 400);
  assert.equal(await statusOf('nobody', { message }), 404);
  assert.equal(await statusOf('agent', {}), 400);
  assert.equal(await statusOf('agent', { message: 'x'.repeat(3000) }), 413);
  assert.equal(await statusOf('agent', { message, sessionKey: 'main' }), 403);
  assert.equal(await statusOf('agent', { message, agentId: 'nobody' }), 404);
  assert.equal(await statusOf('wake', { text: message, mode: 'next-heartbeat' }), 501);
  assert.equal(running.model.calls.length, 0);
});

test('who guesses the token of the hooks keeps nobody else from them', async () => {
  await using running = await startGateway({ options: { hooks } });
  const knock = async (address: string, token: string) => {
    const headers = { 'content-type': 'application/json', 'x-openclaw-token': token };
    const body = JSON.stringify({ message: 'Hello.' });
    const request = new Request(`${running.url}/hooks/agent`, { method: 'POST', headers, body });
    request.headers.set('host', '127.0.0.1');
    return (await running.gateway.fetch(request, address)).status;
  };
  for (let count = 0; count < 20; count += 1) await knock('192.0.2.7', `guess ${count}`);
  assert.equal(await knock('192.0.2.7', hooks.token), 429);
  assert.equal(await knock('192.0.2.8', hooks.token), 202);
});

test('the token of the gateway is none for hooks, nor the other way round', async () => {
  const auth = { mode: 'token', token: 'the-gateways-token' } as const;
  await using running = await startGateway({ options: { auth, hooks } });
  const gateway = { authorization: `Bearer ${auth.token}` };
  const body = { message: 'Hello.' };
  assert.equal((await running.post('/hooks/agent', body, gateway)).status, 401);
  const models = await fetch(`${running.url}/v1/models`, { headers: bearer });
  assert.equal(models.status, 401);
  const same = startGateway({ options: { auth, hooks: { token: auth.token } } });
  await assert.rejects(same, (error) => hasCode(error, 'invalid_request'));
});

test('without settings there are no hooks', async () => {
  await using running = await startGateway();
  assert.equal((await running.post('/hooks/agent', { message: 'x' }, bearer)).status, 404);
});
