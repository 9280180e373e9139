import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';

import { manualClock, recordingLogger } from '@homarus/base/testing';

import { connectParams, openRaw } from '../testing/raw-client.ts';
import { requirement } from '../testing/requirement.ts';
import { startRpc } from '../testing/start-rpc.ts';
import { createLimitedLog } from './limited-log.ts';

requirement('refusal-log', async () => {
  const clock = manualClock();
  const auth = { mode: 'token', token: 'a-token-of-our-own' } as const;
  const door = await startRpc([], { auth, attempts: { maxFailures: 1000 } }, clock);
  const refusals = () => door.log.lines.filter(({ message }) => /was refused/u.test(message));
  const knock = async (params: object) => {
    using stranger = await openRaw(door.url);
    await stranger.connect(params);
    await stranger.closed;
  };
  for (let count = 0; count < 5; count += 1) await knock({ auth: { token: 'wrong' } });
  await knock({ client: { ...connectParams.client, id: 'nobody' } });
  assert.equal(refusals().length, 2, 'one for each cause');
  clock.advance(60_000);
  await setImmediate();
  assert.deepEqual(
    refusals().map(({ fields }) => fields?.['suppressed']),
    [undefined, undefined, 4],
  );
  for (let count = 0; count < 3; count += 1) await knock({ auth: { token: 'wrong' } });
  assert.equal(refusals().length, 4, 'a new window begins with a line');
  await door[Symbol.asyncDispose]();
  assert.equal(refusals().at(-1)?.fields?.['suppressed'], 2, 'what is open is told at the end');
});

test('causes beyond the limit share a window', () => {
  const log = recordingLogger();
  using limited = createLimitedLog({ clock: manualClock(), log }, { maxCauses: 2 });
  for (const cause of ['a', 'b', 'c', 'd', 'a']) {
    limited.note({ cause, level: 'info', message: cause, fields: {} });
  }
  assert.deepEqual(
    log.lines.map(({ message }) => message),
    ['a', 'b', 'c'],
  );
});
