import assert from 'node:assert/strict';
import { test } from 'node:test';

import { validateRequestFrame } from '@openclaw/gateway-protocol';
import * as v from 'valibot';

import { isAnswerTo, openRaw } from '../testing/raw-client.ts';
import { createRandom } from '../testing/seeded-random.ts';
import type { SeededRandom } from '../testing/seeded-random.ts';
import { startRpc } from '../testing/start-rpc.ts';
import { defineMethod } from './method.ts';
import { readFrame } from './read-frame.ts';

const pieces = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  'null',
  'true',
  '-1e999',
  '\\u0000',
  '\ud800',
  '"id"',
  '"req"',
  '__proto__',
  ' ',
];

/** A request with some of its characters changed, left out, repeated or replaced by pieces of JSON. */
function garbled(random: SeededRandom): string {
  let text = JSON.stringify({
    type: ['req', 'res', 'event', 7, null][random(5)],
    id: ['a', '', 12, 'x'.repeat(random(300))][random(4)],
    method: ['ping', '', 'no.such', { toString: 1 }][random(4)],
    params: [undefined, null, [], { a: { b: random(9) } }, 'text'][random(5)],
  });
  for (let changes = random(6); changes > 0; changes -= 1) {
    const at = random(text.length + 1);
    const piece = pieces[random(pieces.length)] ?? '';
    text = text.slice(0, at) + piece.repeat(random(3)) + text.slice(at + random(4));
  }
  return text;
}

test('whatever text comes, it is read as a request or as an error, never thrown', () => {
  const random = createRandom(20_261_121);
  let requests = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const text = garbled(random);
    const frame = readFrame(text);
    if ('request' in frame) {
      requests += 1;
      assert.equal(validateRequestFrame(frame.request), true, text);
    } else {
      assert.equal(frame.error.code, 'invalid_request');
    }
  }
  assert.ok(requests > 100 && requests < 19_000, `${requests}`);
});

test('a connection outlives a thousand garbled frames and still answers', async () => {
  const random = createRandom(7);
  const params = v.object({});
  const ping = defineMethod({ name: 'ping', scope: 'none', params, handle: () => 'pong' });
  await using door = await startRpc([ping]);
  using raw = await openRaw(door.url);
  await raw.connect();
  for (let round = 0; round < 1000; round += 1) raw.socket.send(garbled(random));
  raw.socket.send('{"type":"req","id":"the last","method":"ping"}');
  assert.equal((await raw.next(isAnswerTo('the last'))).payload, 'pong');
  assert.equal(door.log.lines.filter(({ level }) => level === 'error').length, 0);
});
