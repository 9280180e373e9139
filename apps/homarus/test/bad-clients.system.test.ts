import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { connectOfficial, isAnswerTo, openRaw } from '@homarus/gateway/testing/clients';
import type { OfficialClient, RawClient } from '@homarus/gateway/testing/clients';

import { startHomarus, temporaryHome } from './support/homarus-process.ts';
import type { RunningHomarus } from './support/homarus-process.ts';
import { peakMegabytes } from './support/process-memory.ts';

// Clients that misbehave, against one process: each gets what the protocol says, a good client beside
// them is answered, the memory stays bounded and nothing counts as a failure of the gateway's own.

const sessionKey = 'agent:main:large';
const maxMegabytes = 450;
const disposables = new AsyncDisposableStack();
let homarus: RunningHomarus;
let home: string;

before(async () => {
  home = disposables.use(temporaryHome()).path;
  homarus = disposables.use(await startHomarus({ home }));
});

after(() => disposables.disposeAsync());

async function assertUnimpressed(): Promise<void> {
  await using good = await connectOfficial(homarus.gatewayUrl);
  assert.equal((await good.client.request<{ readonly ok: boolean }>('health')).ok, true);
  assert.ok(peakMegabytes(homarus.pid) < maxMegabytes, `${peakMegabytes(homarus.pid)} MB`);
  const log = readFileSync(path.join(home, 'logs', 'homarus.log'), 'utf8');
  assert.doesNotMatch(log, / (?:ERROR|FATAL) /u);
}

async function injectNotes({ client }: OfficialClient, key: string, count: number): Promise<void> {
  const first = { sessionKey: key, message: 'Hello', idempotencyKey: key };
  await client.request('agent', first, { expectFinal: true });
  const message = 'x'.repeat(450_000);
  for (let note = 0; note < count; note += 1) {
    await client.request('chat.inject', { sessionKey: key, message });
  }
}

test('who asks for much and does not read gets no more; the others are answered', async () => {
  await using good = await connectOfficial(homarus.gatewayUrl, { requestTimeoutMs: 30_000 });
  await injectNotes(good, sessionKey, 9);
  using greedy = await openRaw(homarus.gatewayUrl);
  await greedy.connect();
  greedy.socket.pause();
  const params = { sessionKey, maxChars: 500_000 };
  for (let id = 0; id < 200; id += 1) {
    const frame = { type: 'req', id: `${id}`, method: 'chat.history', params };
    greedy.socket.send(JSON.stringify(frame));
  }
  for (let asked = 0; asked < 20; asked += 1) await good.client.request('health');
  await assertUnimpressed();
  greedy.socket.resume();
  assert.equal((await greedy.next(isAnswerTo('9'))).ok, true);
});

test('who does not read its events is dropped, with the reason in the log', async () => {
  await using good = await connectOfficial(homarus.gatewayUrl, { requestTimeoutMs: 30_000 });
  using deaf = await openRaw(homarus.gatewayUrl);
  await deaf.connect();
  const key = 'agent:main:loud';
  await deaf.call('sessions.messages.subscribe', { key });
  deaf.socket.pause();
  // 50 MB may wait for a client, and the kernel takes some.
  await injectNotes(good, key, 150);
  assert.match(
    readFileSync(path.join(home, 'logs', 'homarus.log'), 'utf8'),
    /A client is too slow/u,
  );
  await assertUnimpressed();
});

test('a flood of calls on one connection is refused beyond its limit, and the connection stays', async () => {
  using flooding = await openRaw(homarus.gatewayUrl);
  await flooding.connect();
  const wait = { runId: 'nobody', timeoutMs: 0 };
  const count = 2000;
  for (let id = 0; id < count; id += 1) {
    const frame = { type: 'req', id: `${id}`, method: 'agent.wait', params: wait };
    flooding.socket.send(JSON.stringify(frame));
  }
  const outcomes = new Map<string, number>();
  for (let id = 0; id < count; id += 1) {
    const { ok, error } = await flooding.next(isAnswerTo(`${id}`));
    const outcome = ok ? 'answered' : String(error?.details?.['code']);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  for (const outcome of outcomes.keys()) assert.match(outcome, /^(?:answered|TOO_MANY_CALLS)$/u);
  assert.equal((await flooding.call('health')).ok, true);
  await assertUnimpressed();
});

test('garbage, wrong order, binary and oversize frames end with the codes of the protocol', async () => {
  const behaviours: readonly (readonly [number, (client: RawClient) => unknown])[] = [
    [1008, ({ socket }) => socket.send('no json')],
    [1008, (client) => void client.call('health')],
    [1003, ({ socket }) => socket.send(Buffer.alloc(10))],
    [1009, ({ socket }) => socket.send('x'.repeat(1_000_000))],
    [1002, (client) => void client.connect({ minProtocol: 9, maxProtocol: 9 })],
  ];
  for (const [expected, misbehave] of behaviours) {
    using client = await openRaw(homarus.gatewayUrl);
    misbehave(client);
    assert.equal((await client.closed).code, expected);
  }
  using connected = await openRaw(homarus.gatewayUrl);
  await connected.connect();
  connected.socket.send('x'.repeat(26 * 1024 * 1024));
  assert.equal((await connected.closed).code, 1009);
  await assertUnimpressed();
});

test('two thousand sockets that say nothing, and strangers beyond their number, keep nobody out', async () => {
  const { hostname, port } = new URL(homarus.gatewayUrl);
  const silent: Socket[] = [];
  const openMany = async (count: number, hello: string): Promise<void> => {
    const sockets = Array.from({ length: count }, () => connect(Number(port), hostname));
    silent.push(...sockets);
    await Promise.all(
      sockets.map(async (socket) => {
        socket.on('error', () => undefined);
        await once(socket, 'connect');
        if (hello !== '') socket.write(hello);
      }),
    );
  };
  try {
    for (let batch = 0; batch < 10; batch += 1) await openMany(200, '');
    await openMany(50, 'GET / HTTP/1.1\r\nHost: 127');
    await assertUnimpressed();
  } finally {
    for (const socket of silent) socket.destroy();
  }
  const strangers: RawClient[] = [];
  const refusals: string[] = [];
  for (let count = 0; count < 300; count += 1) {
    try {
      strangers.push(await openRaw(homarus.gatewayUrl));
    } catch (error) {
      refusals.push(String(error));
    }
  }
  assert.equal(strangers.length, 128);
  assert.match(refusals[0] ?? '', /429/u);
  for (const stranger of strangers) stranger[Symbol.dispose]();
  await Promise.all(strangers.map(({ closed }) => closed));
  await assertUnimpressed();
});
