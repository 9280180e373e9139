import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { connectOfficial, isEvent, openRaw } from '@homarus/gateway/testing/clients';
import { startScriptedServer } from '@homarus/models/testing';
import { createGatewayClient } from '@homarus/sdk';
import type { GatewayClient } from '@homarus/sdk';

import { findFreePort } from './support/free-port.ts';
import { startHomarus, temporaryHome } from './support/homarus-process.ts';

// The process dies or stops under clients that are connected. They come back by themselves, and what
// was said is there once.

const sessionKey = 'agent:main:reconnect';

interface History {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly sessionInfo: { readonly status?: string };
}

function ourClient(url: string): GatewayClient {
  const client = { id: 'test', version: '1.0.0', platform: 'linux', mode: 'test' } as const;
  return createGatewayClient({ url, client, reconnect: { baseMs: 50, maxMs: 200 } });
}

function whenReconnected(client: GatewayClient): Promise<void> {
  return new Promise((resolve) => {
    client.on('gap', ({ reason }) => {
      if (reason === 'reconnected') resolve();
    });
  });
}

test('killed in a turn and between turns: clients come back, nothing is lost or said twice', async () => {
  using home = temporaryHome();
  await using model = await startScriptedServer();
  const port = String(await findFreePort());
  const start = () =>
    startHomarus({
      home: home.path,
      args: ['--port', port],
      env: { LLM_BASE_URL: model.url, LLM_MODEL: 'scripted' },
    });
  const url = `http://127.0.0.1:${port}`;
  const hellos: number[] = [];
  const helloHeard = { again: Promise.withResolvers<void>() };
  const onHelloOk = (): void => {
    hellos.push(hellos.length);
    helloHeard.again.resolve();
  };
  using ours = ourClient(url);
  model.setDefault({ text: 'A fine name.' });
  {
    await using homarus = await start();
    await ours.connect();
    const between = await ours.chat.send({ sessionKey, message: 'I have a piano.' });
    for await (const event of between.events) if (event.type === 'end') break;
    await homarus.stop('SIGKILL');
  }
  const back = whenReconnected(ours);
  model.script({ hang: true });
  const asked = model.requests.length;
  {
    await using homarus = await start();
    await back;
    await using _theirs = await connectOfficial(url, { onHelloOk });
    const history = await ours.call('chat.history', { sessionKey });
    assert.deepEqual(
      history.messages.map(({ role }) => role),
      ['user', 'assistant'],
    );
    await ours.chat.send({ sessionKey, message: 'It is called Theodora.', idempotencyKey: 'cut' });
    while (model.requests.length === asked) await ours.call('health');
    helloHeard.again = Promise.withResolvers();
    const oursBack = whenReconnected(ours);
    await homarus.stop('SIGKILL');
    await using again = await start();
    await Promise.all([oursBack, helloHeard.again.promise]);
    assert.equal(hellos.length, 2);
    const before = await _theirs.client.request<History>('chat.history', { sessionKey });
    assert.equal(before.sessionInfo.status, 'error');
    const resume = { sessionKey, message: '', resumeRunId: 'cut', idempotencyKey: 'resumed' };
    await ours.call('chat.send', resume);
    await ours.call('agent.wait', { runId: 'resumed', timeoutMs: 10_000 });
    const { messages } = await ours.call('chat.history', { sessionKey });
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['user', 'assistant', 'user', 'assistant'],
    );
    assert.equal(JSON.stringify(messages).match(/Theodora/gu)?.length, 1);
    await again.stop('SIGTERM');
  }
});

test('SIGTERM: clients hear it, a turn that ends in time ends, one that does not is aborted and logged', async () => {
  using home = temporaryHome();
  await using model = await startScriptedServer();
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'scripted' };
  await using homarus = await startHomarus({ home: home.path, env });
  using client = await openRaw(homarus.gatewayUrl);
  await client.connect();
  model.script({ text: 'late but whole', delayMs: 300 }, { hang: true });
  for (const runId of ['slow', 'hangs']) {
    const asked = model.requests.length;
    const params = { sessionKey: `agent:main:${runId}`, message: 'Hello', idempotencyKey: runId };
    assert.equal((await client.call('chat.send', params)).ok, true);
    while (model.requests.length === asked) await client.call('health');
  }
  const ended = homarus.stop('SIGTERM');
  await client.next(isEvent('shutdown'));
  const ends = new Map<string, string>();
  while (ends.size < 2) {
    const { payload } = await client.next(isEvent('chat'));
    const { runId, state } = payload as { readonly runId: string; readonly state: string };
    if (state === 'final' || state === 'aborted') ends.set(runId, state);
  }
  assert.deepEqual(Object.fromEntries(ends), { slow: 'final', hangs: 'aborted' });
  assert.equal((await client.closed).code, 1012);
  assert.equal((await ended).code, 0);
  await using again = await startHomarus({ home: home.path, env });
  await using official = await connectOfficial(again.gatewayUrl);
  const { client: reader } = official;
  const slow = await reader.request<History>('chat.history', { sessionKey: 'agent:main:slow' });
  assert.match(JSON.stringify(slow.messages), /late but whole/u);
  const hangs = await reader.request<History>('chat.history', { sessionKey: 'agent:main:hangs' });
  assert.equal(hangs.sessionInfo.status, 'aborted');
  const log = readFileSync(path.join(home.path, 'logs', 'homarus.log'), 'utf8');
  assert.doesNotMatch(log, / (?:ERROR|FATAL) /u);
});
