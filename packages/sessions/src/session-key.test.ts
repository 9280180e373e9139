import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { parseSessionKey, toSessionKey } from './session-key.ts';

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
