import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createEventHub } from './event-hub.ts';

test('every listener hears every event in order, until it stops', () => {
  const hub = createEventHub((error) => {
    throw error;
  });
  const heard: string[] = [];
  const stop = hub.listen(({ event, audience }) => heard.push(`a ${event} ${audience.to}`));
  hub.listen(({ event }) => heard.push(`b ${event}`));
  hub.publish('tick', {});
  stop();
  hub.publish('chat', {}, { audience: { to: 'session', sessionKey: 'agent:main:main' } });
  assert.deepEqual(heard, ['a tick everyone', 'b tick', 'b chat']);
});

test('a listener that throws does not keep the others from hearing', () => {
  const errors: unknown[] = [];
  const hub = createEventHub((error) => errors.push(error));
  const heard: string[] = [];
  hub.listen(() => {
    throw new Error('broken');
  });
  hub.listen(({ event }) => heard.push(event));
  hub.publish('tick', {});
  assert.deepEqual(heard, ['tick']);
  assert.equal(errors.length, 1);
});
