import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { hasCode, silentLogger } from '@homarus/base';

import { openStores } from './compose-stores.ts';
import { loadConfig } from './config/load.ts';

const home = mkdtempSync(path.join(tmpdir(), 'homarus-stores-'));
after(() => rmSync(home, { recursive: true, force: true }));

function isDriverLoaded(): boolean {
  const { cache } = createRequire(import.meta.url);
  return Object.keys(cache).some((file) => file.includes(path.join('node_modules', 'pg', 'lib')));
}

test('only the driver of the configured database is loaded', async () => {
  const config = await loadConfig({ env: { HOMARUS_HOME: home } });
  await using stores = await openStores({ config, log: silentLogger });
  assert.equal((await stores.memory.getStats()).messages, 0);
  assert.ok(!isDriverLoaded());
  const env = { HOMARUS_HOME: home, DATABASE_URL: 'postgresql://127.0.0.1:1/none' };
  const other = await loadConfig({ env });
  await assert.rejects(openStores({ config: other, log: silentLogger }), (error) =>
    hasCode(error, 'unavailable'),
  );
  assert.ok(isDriverLoaded());
});
