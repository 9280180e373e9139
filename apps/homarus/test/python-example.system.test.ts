import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { temporaryHome } from './support/homarus-process.ts';
import { startMemory } from './support/memory-process.ts';

const page = path.resolve(import.meta.dirname, '../../../docs/examples/python.md');

/** Runs the program of the page as it stands there. */
function runExample(env: Readonly<Record<string, string>>) {
  const [, program = ''] = /^```python\n(.+?)^```$/msu.exec(readFileSync(page, 'utf8')) ?? [];
  return spawnSync('/usr/bin/python3', ['-'], { input: program, encoding: 'utf8', env });
}

test('the example in Python does what its page says, in English and Chinese, and twice', async () => {
  using home = temporaryHome();
  await using memory = await startMemory(home.path);
  for (let round = 0; round < 2; round += 1) {
    const { status, stdout, stderr } = runExample({ HOMARUS_MEMORY_URL: memory.url });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /allergic to peanuts/u);
    assert.match(stdout, /^\d\.\d\d  (?:user_memory|full_context)_\w+  .*peanuts/mu);
    assert.match(stdout, /花生过敏/u);
  }
});

test('the example in Python sends its key, and says what a wrong one is answered', async () => {
  using home = temporaryHome();
  const key = 'a-key-of-our-own';
  await using memory = await startMemory(home.path, { HOMARUS_MEMORY_KEY: key });
  const env = { HOMARUS_MEMORY_URL: memory.url };
  assert.equal(runExample({ ...env, HOMARUS_MEMORY_KEY: key }).status, 0);
  const { status, stderr } = runExample({ ...env, HOMARUS_MEMORY_KEY: 'another-key' });
  assert.equal(status, 1);
  assert.match(stderr, /RuntimeError: unauthorized: /u);
});
