import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SessionRowSchema } from '@openclaw/gateway-protocol';
import { Value } from 'typebox/value';

import { connectOfficial } from '../../testing/official-client.ts';
import { says, scriptedModel } from '../../testing/scripted-model.ts';
import { startGateway } from '../../testing/start-gateway.ts';

const token = 'a-token-of-our-own';
const auth = { mode: 'token', token } as const;

interface Changed {
  readonly sessionKey: string;
  readonly reason: string;
  readonly status?: string;
}

interface Listed {
  readonly sessions: readonly Readonly<Record<string, unknown>>[];
}

test('the published client watches the list while a turn runs, and reads what it cost', async () => {
  await using gateway = await startGateway({
    model: scriptedModel(says('Good morning.')),
    options: { auth },
  });
  await using official = await connectOfficial(gateway.url, { token });
  const { client, events } = official;
  await client.request('sessions.subscribe', {});
  await client.request('sessions.create', { key: 'agent:main:day', label: 'Day' });
  const sent = await client.request<{ readonly runId: string; readonly status: string }>(
    'sessions.send',
    { key: 'agent:main:day', message: 'Hello', idempotencyKey: 'run-1' },
  );
  assert.deepEqual(sent, { runId: 'run-1', status: 'started' });
  const changes = (): readonly Changed[] =>
    events.flatMap(({ event, payload }) =>
      event === 'sessions.changed' ? [payload as Changed] : [],
    );
  while (!changes().some(({ status }) => status === 'done')) {
    await official.nextEvent('sessions.changed');
  }
  assert.deepEqual(
    changes().map(({ sessionKey, reason, status }) => [sessionKey, reason, status]),
    [
      ['agent:main:day', 'create', undefined],
      ['agent:main:day', 'turn', 'running'],
      ['agent:main:day', 'turn', 'done'],
    ],
  );
  const list = await client.request<Listed>('sessions.list', { includeLastMessage: true });
  const [row] = list.sessions;
  assert.deepEqual([...Value.Errors(SessionRowSchema, row)], []);
  assert.equal(row?.['lastMessagePreview'], 'Good morning.');
  assert.equal(row?.['messageCount'], 2);
  const run = await gateway.sessions.getRun('acct-demo', 'run-1');
  assert.equal(run?.usage?.rounds, 1);
  assert.equal(row?.['outputTokens'], run.usage.outputTokens);
});

test('what has not been said is not compacted, and what does not run is not aborted', async () => {
  await using gateway = await startGateway({ options: { auth } });
  await using official = await connectOfficial(gateway.url, { token });
  const { client } = official;
  await client.request('sessions.create', { key: 'main' });
  const compacted = await client.request<{ readonly compacted: boolean }>('sessions.compact', {
    key: 'main',
  });
  assert.equal(compacted.compacted, false);
  const aborted = await client.request<{ readonly status: string }>('sessions.abort', {
    key: 'main',
  });
  assert.equal(aborted.status, 'no-active-run');
});
