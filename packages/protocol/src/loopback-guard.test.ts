import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { checkLoopbackCaller, isLoopbackHost } from './loopback-guard.ts';

const loopback = [
  'localhost',
  'localhost:8090',
  'LOCALHOST:1',
  'memory.localhost:8090',
  '127.0.0.1',
  '127.0.0.1:65535',
  '127.255.255.254:80',
  '[::1]',
  '[::1]:8090',
];

const foreign = [
  '',
  ' ',
  'example.com',
  'localhost.example.com',
  'localhost.evil:8090',
  'notlocalhost',
  'evil.com:80@localhost',
  'localhost, evil.com',
  'localhost:0',
  'localhost:65536',
  'localhost:',
  'localhost:80:80',
  'localhost:8x',
  '.localhost',
  '127.0.0.1.nip.io',
  '127.1',
  '127.0.0.256',
  '127.0.0.01',
  '128.0.0.1',
  '0.0.0.0',
  '10.0.0.1',
  '::1',
  '[::1',
  '[::2]',
  '[::ffff:127.0.0.1]:80',
  '[::1]evil.com',
];

for (const host of loopback) {
  test(`${host} is this machine`, () => {
    assert.equal(isLoopbackHost(host), true);
  });
}

for (const host of [...foreign, 'evil-localhost', 'localhost/x', 'localhost@example.org']) {
  test(`${JSON.stringify(host)} is not this machine`, () => {
    assert.equal(isLoopbackHost(host), false);
  });
}

test('without a secret only the own page may call', () => {
  const call = (headers: Record<string, string>) => () => checkLoopbackCaller(new Headers(headers));
  assert.doesNotThrow(call({ host: '127.0.0.1:18789' }));
  assert.doesNotThrow(call({ host: 'localhost:18789', origin: 'http://localhost:18789' }));
  assert.doesNotThrow(call({ host: 'localhost:80', origin: 'http://localhost' }));
  const refused: readonly Record<string, string>[] = [
    {},
    { host: 'rebound.example.org:18789' },
    { host: 'localhost:18789', origin: 'https://example.org' },
    { host: 'localhost:18789', origin: 'http://localhost:3000' },
    { host: 'localhost:18789', origin: 'http://127.0.0.1:18789' },
    { host: 'localhost:18789', origin: 'null' },
    { host: 'localhost:18789', origin: 'file://localhost:18789' },
  ];
  for (const headers of refused) {
    assert.throws(call(headers), (error) => hasCode(error, 'forbidden'), JSON.stringify(headers));
  }
});
