import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';

import { installOnce } from './install-once.mjs';

function setup(t: TestContext) {
  const folder = mkdtempSync(path.join(tmpdir(), 'install-once-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const lock = path.join(folder, 'lock');
  const done = path.join(folder, 'done');
  let starts = 0;
  const install = {
    isInstalled: () => existsSync(done),
    start: () => {
      starts += 1;
      return spawn(process.execPath, ['-e', `fs.writeFileSync(process.argv[1], '')`, done]);
    },
  };
  return { lock, install, starts: () => starts };
}

test('of several that find it missing one installs, and the others wait for it', async (t) => {
  const { lock, install, starts } = setup(t);
  const codes = await Promise.all([1, 2, 3].map(() => installOnce(lock, install)));
  assert.deepEqual(codes, [0, 0, 0]);
  assert.equal(starts(), 1);
  assert.equal(existsSync(lock), false);
});

test('what a process left that died does not hold the others up', async (t) => {
  const { lock, install, starts } = setup(t);
  writeFileSync(lock, String(spawnSync(process.execPath, ['--version']).pid));
  assert.equal(await installOnce(lock, install), 0);
  assert.equal(starts(), 1);
});

test('an install that fails says so', async (t) => {
  const { lock, install } = setup(t);
  const start = () => spawn(process.execPath, ['-e', 'process.exit(3)']);
  assert.equal(await installOnce(lock, { ...install, start }), 3);
  assert.equal(existsSync(lock), false);
});
