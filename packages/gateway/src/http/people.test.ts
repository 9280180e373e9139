import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { HomarusExtra } from '@homarus/protocol';

import { says, scriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';

interface Answer {
  readonly status: number;
  readonly extra: HomarusExtra;
  readonly key: string | null;
}

async function start() {
  const running = await startGateway({
    model: scriptedModel(says('Fine.')),
    options: { agents: [{ id: 'main' }, { id: 'work' }] },
  });
  const ask = async (body: object, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await running.post(
      '/v1/responses',
      { input: 'I like pears', ...body },
      headers,
    );
    const { homarus } = (await response.json()) as { homarus: HomarusExtra };
    const key = response.headers.get('x-homarus-session-key');
    return { status: response.status, extra: homarus, key };
  };
  return Object.assign(running, { ask });
}

test('a user has a standing session and a memory of their own', async () => {
  await using running = await start();
  const first = await running.ask({ user: 'alice' });
  const again = await running.ask({ user: 'alice' });
  const bob = await running.ask({ user: 'bob' });
  assert.equal(first.extra.sessionKey, 'agent:main:http:dm:alice');
  assert.equal(again.extra.sessionId, first.extra.sessionId);
  assert.deepEqual(
    again.extra.recalled.map((hit) => hit.text),
    ['I like pears'],
  );
  assert.deepEqual(bob.extra.recalled, []);
  assert.deepEqual(
    running.memory.turns.map(({ scope }) => scope.userId),
    ['alice', 'alice', 'bob'],
  );
});

test('without a user each call is a new session of the default user', async () => {
  await using running = await start();
  const first = await running.ask({});
  const second = await running.ask({});
  assert.notEqual(second.extra.sessionId, first.extra.sessionId);
  assert.equal(running.memory.turns[1]?.scope.userId, 'u-default');
});

test('a session key names the session, and its person stays', async () => {
  await using running = await start();
  const named = { 'x-openclaw-session-key': 'agent:main:shop:dm:7' };
  const first = await running.ask({ user: 'carol' }, named);
  const later = await running.ask({}, named);
  assert.equal(later.extra.sessionId, first.extra.sessionId);
  assert.equal(running.memory.turns[1]?.scope.userId, 'carol');
  assert.equal((await running.ask({ user: 'dave' }, named)).status, 403);

  const person = { 'x-openclaw-session-key': 'agent:main:http:dm:erin' };
  await running.ask({}, person);
  assert.equal(running.memory.turns[2]?.scope.userId, 'erin');
  assert.equal((await running.ask({ user: 'dave' }, person)).status, 403);
  assert.equal(running.memory.turns.length, 3);
});

test('a short key belongs to the agent that is asked', async () => {
  await using running = await start();
  const short = { 'x-openclaw-session-key': 'desk', 'x-openclaw-agent-id': 'work' };
  const answer = await running.ask({}, short);
  assert.equal(answer.extra.sessionKey, 'agent:work:desk');
  assert.equal(running.memory.turns[0]?.scope.agentId, 'work');
  const other = { 'x-openclaw-session-key': 'agent:work:desk' };
  assert.equal((await running.ask({ model: 'homarus/main' }, other)).status, 400);
  assert.equal((await running.ask({ model: 'openclaw' }, other)).status, 200);
  const unknown = { 'x-openclaw-session-key': 'agent:nobody:desk' };
  assert.equal((await running.ask({}, unknown)).status, 404);
});

test('names of every language are headers too', async () => {
  await using running = await start();
  const first = await running.ask({ user: '小林' });
  assert.equal(first.extra.sessionKey, 'agent:main:http:dm:小林');
  assert.equal(first.key, encodeURI('agent:main:http:dm:小林'));
  const encoded = { 'x-openclaw-session-key': first.key ?? '' };
  assert.equal((await running.ask({}, encoded)).extra.sessionId, first.extra.sessionId);
  const bytes = Buffer.from('agent:main:http:dm:小林', 'utf8').toString('latin1');
  const raw = await running.ask({}, { 'x-openclaw-session-key': bytes });
  assert.equal(raw.extra.sessionId, first.extra.sessionId);
});
