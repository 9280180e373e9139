import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import {
  createGatewayClient,
  generateDeviceKey,
  memoryTokenStorage,
  openDeviceIdentity,
} from '@homarus/sdk';
import type { RunEvent } from '@homarus/sdk';

import { startGatewayInProcess, testProgram } from './support/gateway-in-process.ts';

const sessionKey = 'agent:main:main';

test('the SDK speaks to the gateway: methods, a streamed chat, a turn as a whole, sessions', async () => {
  await using gateway = await startGatewayInProcess();
  using client = createGatewayClient({ url: gateway.url, client: testProgram });
  const hello = await client.connect();
  assert.equal(hello.protocol, 4);
  assert.equal((await client.call('health')).ok, true);
  assert.equal((await client.call('agents.list')).defaultId, 'main');
  assert.deepEqual((await client.call('device.pair.list')).pending, []);

  gateway.model.setDefault({ text: 'It is nine.' });
  const run = await client.chat.send({ sessionKey, message: 'What time is it?' });
  const heard = await Array.fromAsync(run.events);
  const texts = heard.flatMap((event) => (event.type === 'text' ? event.delta : []));
  assert.equal(texts.join(''), 'It is nine.');
  assert.partialDeepStrictEqual(heard.at(-1), { type: 'end', outcome: 'done' });

  gateway.model.setDefault({ text: 'Still nine.' });
  const accepted: string[] = [];
  const result = await client.agent.run(
    { sessionKey, message: 'And now?' },
    { onAccepted: ({ runId }) => accepted.push(runId) },
  );
  assert.deepEqual(accepted, [result.runId]);
  assert.deepEqual(result.result.payloads, [{ text: 'Still nine.' }]);

  const { sessions } = await client.call('sessions.list');
  assert.deepEqual(
    sessions.map(({ key, messageCount }) => [key, messageCount]),
    [[sessionKey, 4]],
  );
  await assert.rejects(client.call('sessions.reset', { key: 'agent:main:none' }), (error) =>
    hasCode(error, 'not_found'),
  );
});

test('a chat that loses its connection in the middle is told to its end', async () => {
  await using gateway = await startGatewayInProcess();
  const sockets: WebSocket[] = [];
  class WatchedSocket extends WebSocket {
    constructor(url: string) {
      super(url);
      sockets.push(this);
    }
  }
  using client = createGatewayClient({
    url: gateway.url,
    client: testProgram,
    WebSocket: WatchedSocket,
    reconnect: { baseMs: 1, maxMs: 1 },
  });
  await client.connect();
  const asked = Promise.withResolvers<void>();
  gateway.model.setDefault(() => {
    asked.resolve();
    return { text: 'late but whole', delayMs: 100 };
  });
  const run = await client.chat.send({ sessionKey, message: 'hello' });
  await asked.promise;
  sockets.at(-1)?.close();
  const heard: RunEvent[] = await Array.fromAsync(run.events);
  assert.equal(sockets.length, 2);
  assert.partialDeepStrictEqual(heard.at(-1), { outcome: 'done', text: 'late but whole' });
});

test('a device is paired, gets a token, and needs the secret no more', async () => {
  await using gateway = await startGatewayInProcess({ HOMARUS_GATEWAY_TOKEN: 'hush-hush-hush' });
  const device = await openDeviceIdentity(await generateDeviceKey());
  const storage = memoryTokenStorage();
  const options = { url: gateway.url, client: testProgram, device, storage };
  {
    using client = createGatewayClient({
      ...options,
      auth: { mode: 'token', token: 'hush-hush-hush' },
    });
    await client.connect();
  }
  using again = createGatewayClient(options);
  await again.connect();
  assert.equal((await again.call('device.pair.list')).paired[0]?.deviceId, device.deviceId);
  using stranger = createGatewayClient({ url: gateway.url, client: testProgram });
  await assert.rejects(stranger.connect(), (error) => hasCode(error, 'unauthorized'));
  assert.partialDeepStrictEqual(stranger.state, { problem: { code: 'AUTH_TOKEN_MISSING' } });
});
