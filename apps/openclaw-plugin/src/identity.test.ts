import assert from 'node:assert/strict';
import { test } from 'node:test';

import { identityOf, readSessionKey, toId } from './identity.ts';
import { readSettings } from './settings.ts';

const noEnv = { memoryUrl: undefined, memoryKey: undefined };

const keys: readonly (readonly [key: string, agentId: string, peer: string | undefined])[] = [
  ['agent:main:main', 'main', undefined],
  ['agent:coder:main', 'coder', undefined],
  ['main', 'main', undefined],
  ['global', 'main', undefined],
  ['', 'main', undefined],
  ['agent:main:telegram:dm:42', 'main', 'telegram:42'],
  ['agent:main:telegram:direct:42', 'main', 'telegram:42'],
  ['agent:main:direct:42', 'main', '42'],
  ['agent:main:whatsapp:work:direct:+49 1', 'main', 'whatsapp:+49 1'],
  ['agent:main:matrix:direct:@lin:example.org', 'main', 'matrix:@lin:example.org'],
  ['agent:main:discord:slash:7', 'main', 'discord:7'],
  ['agent:main:discord:group:g1', 'main', 'discord:group:g1'],
  ['agent:main:slack:channel:c1:thread:17.5', 'main', 'slack:channel:c1'],
  ['agent:main:telegram:group:-5:topic:3', 'main', 'telegram:group:-5'],
  ['agent:main:cron:job-1', 'main', undefined],
  ['agent:main:subagent:0b1c', 'main', undefined],
  ['agent:main:telegram:dm:', 'main', undefined],
];

for (const [key, agentId, peer] of keys) {
  test(`session key "${key}"`, () => {
    const facts = readSessionKey(key);
    assert.deepEqual([facts.agentId, facts.peer?.full], [agentId, peer]);
  });
}

test('users come from the table, then from the session, then from the settings', () => {
  const users = { 'telegram:1': 'lin', '2': 'mei', 'agent:main:cron:digest': 'bot' };
  const settings = readSettings({ accountId: 'acme', userId: 'owner', users }, noEnv);
  const userOf = (key: string) => identityOf(settings, key).userId;
  assert.equal(userOf('agent:main:main'), 'owner');
  assert.equal(userOf('agent:main:telegram:dm:1'), 'lin');
  assert.equal(userOf('agent:main:signal:dm:2'), 'mei');
  assert.equal(userOf('agent:main:cron:digest'), 'bot');
  assert.equal(userOf('agent:main:telegram:dm:3'), 'telegram:3');
  assert.deepEqual(identityOf(settings, 'agent:coder:main'), {
    accountId: 'acme',
    userId: 'owner',
    agentId: 'coder',
  });
  const alone = readSettings({ userIdFromSession: false }, noEnv);
  assert.deepEqual(identityOf(alone, 'agent:main:telegram:dm:3'), { agentId: 'main' });
});

test('ids are as the memory takes them', () => {
  assert.equal(toId('a\nb'), 'a_b');
  assert.equal(toId('x'.repeat(300)).length, 256);
  assert.equal(toId(''), '_');
});
