import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connectOfficial } from '../../testing/official-client.ts';
import { says, scriptedModel } from '../../testing/scripted-model.ts';
import { startGateway } from '../../testing/start-gateway.ts';

test('a wake has its agent see to a text, once for a key', async () => {
  const model = scriptedModel(says('Done.'));
  await using gateway = await startGateway({ model });
  await using official = await connectOfficial(gateway.url);
  const { client } = official;
  const wake = { mode: 'now', text: 'The backup is done.', idempotencyKey: 'wake_1' };
  for (const _again of [1, 2]) {
    assert.deepEqual(await client.request('wake', wake), { ok: true, runId: 'wake_1' });
  }
  await client.request('agent.wait', { runId: 'wake_1', timeoutMs: 5000 });
  assert.equal(model.calls.length, 1);
  const session = await gateway.sessions.getByKey('acct-demo', 'agent:main:main');
  const entries = await gateway.sessions.listEntries('acct-demo', session?.sessionId ?? '');
  assert.deepEqual(
    entries.map(({ message }) => message.role),
    ['user', 'assistant'],
  );
  await assert.rejects(
    client.request('wake', { mode: 'next-heartbeat', text: 'Later.' }),
    /no heartbeat/u,
  );
});
