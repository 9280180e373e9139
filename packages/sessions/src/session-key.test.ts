import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import {
  channelSessionKey,
  cronSessionKey,
  mainSessionKey,
  parseSessionKey,
  resolveSessionKey,
  personOfKey,
  sessionPlaceOf,
  toSessionKey,
} from './session-key.ts';

test('a key is read and written back as it was', () => {
  const keys = ['agent:main:main', 'agent:a-1_B:telegram:dm:42', 'agent:main:http:dm:小林@例子'];
  for (const key of keys) assert.equal(toSessionKey(parseSessionKey(key)), key);
  assert.deepEqual(parseSessionKey('agent:work:cron:nightly'), {
    agentId: 'work',
    rest: 'cron:nightly',
  });
});

test('what is no key is refused with the field', () => {
  const keys = [
    '',
    'main',
    'agent:main',
    'agent:main:',
    'agent::main',
    'agent:two words:main',
    'agent:-x:main',
    `agent:${'a'.repeat(65)}:main`,
    `agent:main:${'x'.repeat(513)}`,
    'agent:main:line\nbreak',
    'agent:main:\ud83d',
    ' agent:main:main',
  ];
  for (const key of keys) {
    assert.throws(
      () => parseSessionKey(key),
      (error) => hasCode(error, 'invalid_request') && error.details?.['path'] === 'sessionKey',
      JSON.stringify(key),
    );
  }
});

test('the longest key that may be', () => {
  const parts = { agentId: 'a'.repeat(64), rest: '长'.repeat(512) };
  assert.deepEqual(parseSessionKey(toSessionKey(parts)), parts);
});

test('keys of channels and jobs say where they are', () => {
  const group = channelSessionKey('work', { channel: 'matrix', chat: 'group', peer: '!a:b.org' });
  assert.equal(group, 'agent:work:matrix:group:!a:b.org');
  assert.deepEqual(sessionPlaceOf(group), { kind: 'group', channel: 'matrix', peer: '!a:b.org' });
  const dm = channelSessionKey('main', { channel: 'telegram', chat: 'dm', peer: '42' });
  assert.deepEqual(sessionPlaceOf(dm), { kind: 'direct', channel: 'telegram', peer: '42' });
  assert.equal(cronSessionKey('main', 'job_1'), 'agent:main:cron:job_1');
  assert.equal(sessionPlaceOf('agent:main:cron:job_1').kind, 'cron');
  assert.equal(sessionPlaceOf(mainSessionKey('main')).kind, 'main');
  const named = { kind: 'direct', channel: undefined, peer: undefined };
  assert.deepEqual(sessionPlaceOf('agent:main:my:notes'), named);
  assert.deepEqual(sessionPlaceOf('agent:main:telegram:dm:'), named);
});

test('a key of a person over HTTP is that person’s own', () => {
  assert.equal(personOfKey('agent:main:http:dm:bob:2'), 'bob:2');
  for (const key of [
    'agent:main:http:group:bob',
    'agent:main:telegram:dm:bob',
    'agent:main:main',
  ]) {
    assert.equal(personOfKey(key), undefined, key);
  }
});

test('a client may leave the agent out and use aliases', () => {
  assert.equal(resolveSessionKey('main', 'work'), 'agent:work:main');
  assert.equal(resolveSessionKey('global', 'work'), 'agent:work:main');
  assert.equal(resolveSessionKey('notes', 'work'), 'agent:work:notes');
  assert.equal(resolveSessionKey('agent:main:x', 'work'), 'agent:main:x');
  assert.throws(
    () => resolveSessionKey('agent:main', 'work'),
    (error) => hasCode(error, 'invalid_request'),
  );
});
