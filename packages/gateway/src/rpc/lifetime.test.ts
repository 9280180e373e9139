import assert from 'node:assert/strict';

import { manualClock } from '@homarus/base/testing';

import { isEvent, openRaw } from '../testing/raw-client.ts';
import { requirement } from '../testing/requirement.ts';
import { startRpc } from '../testing/start-rpc.ts';
import { waitFor } from '../testing/wait-for.ts';

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
