import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AgentEventSchema, ChatEventSchema } from '@openclaw/gateway-protocol/schema';
import { Value } from 'typebox/value';

import { connectOfficial } from '../../testing/official-client.ts';
import { callsTool, says, scriptedModel } from '../../testing/scripted-model.ts';
import { startGateway } from '../../testing/start-gateway.ts';

test('the published client sends a message and understands every event of its turn', async () => {
  const model = scriptedModel(callsTool('now', {}), says('It is nine.'));
  await using gateway = await startGateway({ model });
  await using official = await connectOfficial(gateway.url);
  const { client, events } = official;
  const send = { sessionKey: 'main', message: 'What time is it?', idempotencyKey: 'key_1' };
  assert.deepEqual(await client.request('chat.send', send), { runId: 'key_1', status: 'started' });
  const wait = { runId: 'key_1', timeoutMs: 5000 };
  assert.equal((await client.request<{ status: string }>('agent.wait', wait)).status, 'ok');
  await client.request('health');
  const ofTurn = events.filter(({ event }) => event === 'chat' || event === 'agent');
  assert.ok(ofTurn.length > 6);
  for (const { event, payload } of ofTurn) {
    if (event === 'chat') assert.deepEqual(Value.Errors(ChatEventSchema, payload), []);
    else assert.deepEqual(Value.Errors(AgentEventSchema, withoutKey(payload)), []);
  }
});

/** OpenClaw's own agent events name their session as well, beside what its schema lists. */
function withoutKey(payload: unknown): object {
  const { sessionKey: _key, ...rest } = payload as Record<string, unknown>;
  return rest;
}
