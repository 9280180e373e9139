import assert from 'node:assert/strict';
import { mkdtempDisposableSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { silentLogger, systemClock } from '@homarus/base';

import type { Config } from './config.ts';
import { followConfig } from './follow-config.ts';

test('an edit by hand takes effect; one that is not valid is logged, and the old one stays', async () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-follow-'));
  const file = path.join(folder.path, 'config.yaml');
  writeFileSync(file, 'claw: { name: A }\n');
  const warned = Promise.withResolvers<readonly unknown[]>();
  const log = { ...silentLogger, warn: (...line: readonly unknown[]) => warned.resolve(line) };
  const sources = { env: { HOMARUS_HOME: folder.path } };
  using followed = await followConfig({ sources, clock: systemClock, log });
  const changed = Promise.withResolvers<Config>();
  followed.onChange(async (config) => changed.resolve(config));
  // As editors do.
  writeFileSync(`${file}.new`, 'claw: { name: B }\n');
  renameSync(`${file}.new`, file);
  assert.equal((await changed.promise).agents[0]?.name, 'B');
  writeFileSync(file, 'claw: { nam: C }\n');
  const [message, fields] = await warned.promise;
  assert.match(String(message), /not valid/u);
  assert.match(JSON.stringify(fields), /claw\.nam.*Did you mean name/u);
});
