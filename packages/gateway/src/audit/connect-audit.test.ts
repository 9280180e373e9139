import assert from 'node:assert/strict';
import { test } from 'node:test';

import { manualClock } from '@homarus/base/testing';

import { callAs } from '../testing/call-as.ts';
import { connectParams, openRaw } from '../testing/raw-client.ts';
import { startGateway } from '../testing/start-gateway.ts';
import type { AuditNote } from './audit-trail.ts';
import { createConnectAudit } from './connect-audit.ts';

const auth = { mode: 'token', token: 'a-token-of-our-own' } as const;

test('who connects and who is refused stands in the audit log, with the address', async () => {
  await using gateway = await startGateway({
    options: { auth, socketLimits: { handshakeTimeoutMs: 20_000 } },
  });
  using stranger = await openRaw(gateway.url);
  await stranger.connect({ auth: { token: 'wrong' } });
  await stranger.closed;
  using speechless = await openRaw(gateway.url);
  await speechless.call('health');
  await speechless.closed;
  using owner = await openRaw(gateway.url);
  await owner.connect({ auth });
  const { payload } = await owner.call('audit.list');
  const { events } = payload as {
    readonly events: readonly {
      readonly action: string;
      readonly status: string;
      readonly target: string;
      readonly actor: { readonly type: string; readonly id: string };
    }[];
  };
  assert.deepEqual(
    events
      .map(({ action, status, actor, target }) => [action, status, actor.type, actor.id, target])
      .toReversed(),
    [
      ['connect', 'blocked', 'address', '127.0.0.1', 'AUTH_TOKEN_MISMATCH'],
      ['connect', 'blocked', 'address', '127.0.0.1', 'NOT_CONNECTED'],
      ['connect', 'succeeded', 'client', connectParams.client.id, '127.0.0.1'],
    ],
  );
});

test('an address that is refused again and again gets a row a minute, which counts', () => {
  const notes: AuditNote[] = [];
  const clock = manualClock();
  const audit = createConnectAudit(
    {
      clock,
      audit: {
        async note(note) {
          notes.push(note);
        },
      },
    },
    { maxRemembered: 2 },
  );
  const from = (address: string) =>
    audit.refused({
      peer: { address, isLocal: false, host: '', origin: undefined },
      reason: 'AUTH_TOKEN_MISMATCH',
    });
  for (let attempt = 0; attempt < 30; attempt += 1) from('10.0.0.1');
  clock.advance(60_000);
  from('10.0.0.1');
  assert.deepEqual(
    notes.map(({ actor, target }) => [actor, target]),
    [
      ['address:10.0.0.1', 'AUTH_TOKEN_MISMATCH'],
      ['address:10.0.0.1', 'AUTH_TOKEN_MISMATCH (and 29 times before)'],
    ],
  );
  for (const address of ['10.0.0.2', '10.0.0.3', '10.0.0.1']) from(address);
  assert.equal(notes.length, 5, 'what is remembered is bounded');
  audit.admitted(callAs({ deviceId: 'abc' }).caller, {
    address: '10.0.0.9',
    isLocal: false,
    host: '',
    origin: undefined,
  });
  assert.deepEqual(
    [notes.at(-1)?.actor, notes.at(-1)?.target, notes.at(-1)?.outcome],
    ['device:abc', '10.0.0.9', 'ok'],
  );
});
