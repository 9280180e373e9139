import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempDisposableSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { gatewayIdentityFile } from './gateway-identity.ts';

test('a gateway stays who it is, for processes that ask at once too', async () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-identity-'));
  const place = path.join(folder.path, 'data', 'gateway-key.pem');
  const [first, second] = await Promise.all([
    gatewayIdentityFile(place)(),
    gatewayIdentityFile(place)(),
  ]);
  assert.deepEqual(first, second);
  assert.deepEqual(await gatewayIdentityFile(place)(), first);
  const raw = Buffer.from(first.publicKey, 'base64url');
  assert.equal(raw.length, 32);
  assert.equal(createHash('sha256').update(raw).digest('hex'), first.deviceId);
  assert.deepEqual(readdirSync(path.dirname(place)), ['gateway-key.pem']);
  assert.equal(statSync(place).mode & 0o777, 0o600);
});

test('a file that is no key is never replaced', async () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-identity-'));
  const place = path.join(folder.path, 'gateway-key.pem');
  writeFileSync(place, 'something else');
  await assert.rejects(gatewayIdentityFile(place)(), { code: 'unavailable' });
});
