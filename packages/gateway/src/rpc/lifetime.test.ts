import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';

import { manualClock, recordingLogger } from '@homarus/base/testing';
import * as v from 'valibot';

import { isAnswerTo, isEvent, openRaw } from '../testing/raw-client.ts';
import { requirement } from '../testing/requirement.ts';
import { startRpc } from '../testing/start-rpc.ts';
import { waitFor } from '../testing/wait-for.ts';
import { createEventHub } from './event-hub.ts';
import { createHealthWatch } from './health-watch.ts';
import { defineMethod } from './method.ts';
import { createStateCounter } from './presence.ts';
import { startTicks } from './ticks.ts';

requirement('slow-consumer', async () => {
  const maxBufferedBytes = 1024 * 1024;
  await using door = await startRpc([], { limits: { maxBufferedBytes } });
  using raw = await openRaw(door.url);
  await raw.connect();
  raw.socket.pause();
  const big = 'x'.repeat(256 * 1024);
  const wasDropped = (): boolean =>
    door.log.lines.some(({ message }) => message === 'A client is too slow');
  // The kernel takes some megabytes; events that may be left out never fill the buffer beyond.
  for (let count = 0; count < 200; count += 1)
    door.hub.publish('delta', big, { isDroppable: true });
  assert.equal(wasDropped(), false);
  for (let count = 0; count < 40 && !wasDropped(); count += 1) door.hub.publish('chat', big);
  assert.equal(wasDropped(), true);
  raw.socket.resume();
  assert.deepEqual(await raw.closed, { code: 1008, reason: 'slow consumer' });
});

requirement('call-pace', async () => {
  const started: number[] = [];
  const big = defineMethod({
    name: 'big',
    scope: 'none',
    params: v.object({ n: v.number() }),
    handle: ({ n }) => {
      started.push(n);
      return 'x'.repeat(1024 * 1024);
    },
  });
  const ping = defineMethod({
    name: 'ping',
    scope: 'none',
    params: v.object({}),
    handle: () => 'pong',
  });
  await using door = await startRpc([big, ping], {
    limits: { maxBufferedBytes: 8 * 1024 * 1024 },
  });
  using greedy = await openRaw(door.url);
  using other = await openRaw(door.url);
  await greedy.connect();
  await other.connect();
  greedy.socket.pause();
  const count = 40;
  const send = (n: number): void =>
    greedy.socket.send(JSON.stringify({ type: 'req', id: `${n}`, method: 'big', params: { n } }));
  for (let n = 0; n < count; n += 1) send(n);
  let isSteady = false;
  while (!isSteady) {
    const before = started.length;
    assert.equal((await other.call('ping')).payload, 'pong');
    isSteady = started.length > 0 && started.length === before;
  }
  // The kernel takes some megabytes, the outbox half of one.
  assert.ok(started.length < count / 2, `${started.length}`);
  greedy.socket.resume();
  assert.equal((await greedy.next(isAnswerTo(`${count - 1}`))).ok, true);
  assert.deepEqual(
    started,
    Array.from({ length: count }, (_, n) => n),
  );
});

requirement('dead-peer', async () => {
  const clock = manualClock();
  await using door = await startRpc([], { tickIntervalMs: 1000 }, clock);
  using deaf = await openRaw(door.url, { autoPong: false });
  using alive = await openRaw(door.url);
  await deaf.connect();
  await alive.connect();
  const isGone = () => deaf.socket.readyState === deaf.socket.CLOSED;
  clock.advance(1000);
  await deaf.next(isEvent('tick'));
  await alive.next(isEvent('tick'));
  await new Promise((resolve) => {
    alive.socket.ping();
    alive.socket.once('pong', resolve);
  });
  clock.advance(1000);
  await waitFor(isGone);
  await alive.next(isEvent('tick'));
  assert.equal(alive.socket.readyState, alive.socket.OPEN);
});

requirement('shutdown', async () => {
  await using door = await startRpc([]);
  using raw = await openRaw(door.url);
  await raw.connect({ scopes: [] });
  door.rpc.announceStop();
  assert.deepEqual((await raw.next(isEvent('shutdown'))).payload, { reason: 'the gateway stops' });
  await assert.rejects(openRaw(door.url), /503/u);
  await door.rpc.close();
  assert.deepEqual(await raw.closed, { code: 1012, reason: 'service restart' });
});

test('a client that comes while the door closes is refused', async () => {
  await using door = await startRpc([]);
  await using server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const closed = Promise.withResolvers<void>();
  server.on('upgrade', (...upgrade) => {
    door.rpc.upgrade(...upgrade);
    void door.rpc.close().then(closed.resolve);
  });
  const { port } = server.address() as AddressInfo;
  await assert.rejects(openRaw(`http://127.0.0.1:${port}`), /503/u);
  await closed.promise;
});

test('a health that cannot be asked for does not end the ticks', async () => {
  const clock = manualClock();
  const ticks: string[] = [];
  const log = recordingLogger();
  const hub = createEventHub(() => undefined);
  hub.listen(({ event }) => ticks.push(event));
  const probe = () => Promise.reject(new Error('Broken.'));
  const stateVersion = createStateCounter();
  const health = createHealthWatch({ probe, hub, stateVersion, clock }, 'main');
  const connections = new Set([{ checkAlive: () => undefined }]);
  const stop = startTicks({ connections, hub, health, clock, log }, 1000);
  for (let tick = 1; tick <= 3; tick += 1) {
    clock.advance(1000);
    await waitFor(() => log.lines.length === tick);
  }
  stop();
  assert.deepEqual(ticks, ['tick', 'tick', 'tick']);
});
