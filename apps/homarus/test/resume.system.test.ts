import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import { GatewayClient } from '@openclaw/gateway-client';

import { startHomarus, temporaryHome } from './support/homarus-process.ts';

// A process is killed while its model hangs. What the user said must be there with the mark of a
// failed run, and the run must be answered when it is resumed, without its message being said twice.

interface History {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly sessionInfo: { readonly status?: string; readonly lastRunId?: string };
}

async function connect(url: string): Promise<AsyncDisposable & { readonly client: GatewayClient }> {
  const ready = Promise.withResolvers<void>();
  const client = new GatewayClient({
    url: url.replace('http', 'ws'),
    requestTimeoutMs: 10_000,
    onHelloOk: () => ready.resolve(),
    onConnectError: ready.reject,
  });
  client.start();
  await ready.promise;
  return { client, [Symbol.asyncDispose]: () => client.stopAndWait() };
}

test('a run that was killed is resumed, and nothing is said twice', async () => {
  using home = temporaryHome();
  await using model = await startScriptedServer();
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'scripted' };
  const sessionKey = 'agent:main:resume';
  const message = 'My piano is called Theodora.';
  {
    model.script({ hang: true });
    await using homarus = await startHomarus({ home: home.path, env });
    await using connected = await connect(homarus.gatewayUrl);
    const sent = await connected.client.request('chat.send', {
      sessionKey,
      message,
      idempotencyKey: 'key_1',
    });
    assert.deepEqual(sent, { runId: 'key_1', status: 'started' });
    await homarus.stop('SIGKILL');
  }
  model.setDefault({ text: 'A fine name.' });
  await using homarus = await startHomarus({ home: home.path, env });
  await using connected = await connect(homarus.gatewayUrl);
  const { client } = connected;
  const history = (): Promise<History> => client.request<History>('chat.history', { sessionKey });
  const before = await history();
  assert.deepEqual(
    before.messages.map(({ role }) => role),
    ['user'],
  );
  assert.deepEqual(before.sessionInfo.status, 'error');
  const again = { sessionKey, message, idempotencyKey: 'key_1' };
  assert.deepEqual(await client.request('chat.send', again), { runId: 'key_1', status: 'error' });

  const resume = { sessionKey, message: '', resumeRunId: 'key_1', idempotencyKey: 'key_2' };
  await client.request('chat.send', resume);
  await client.request('agent.wait', { runId: 'key_2', timeoutMs: 10_000 });
  const { messages } = await history();
  assert.deepEqual(
    messages.map(({ role }) => role),
    ['user', 'assistant'],
  );
  assert.match(JSON.stringify(messages), /Theodora.*A fine name/u);
});
