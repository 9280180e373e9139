import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import type { CommandContext } from '../cli/context.ts';
import { textsFor } from '../texts/index.ts';
import { memoryJobs } from './memory-jobs.ts';
import { memoryRepair, memoryVerify } from './memory-verify.ts';

const home = mkdtempSync(path.join(tmpdir(), 'homarus-care-'));
after(() => rmSync(home, { recursive: true }));

function setup(env: CommandContext['env'] = {}) {
  const lines: string[] = [];
  const context: CommandContext = {
    env: { HOMARUS_HOME: home, ...env },
    texts: textsFor(env),
    say: (line) => lines.push(line),
    tell: () => undefined,
  };
  return { context, lines };
}

test('without a running service the database itself is looked after', async () => {
  const { context, lines } = setup();
  assert.equal(await memoryVerify(context, {}), 0);
  assert.equal(await memoryRepair(context, { all: true }), 0);
  assert.equal(await memoryJobs(context, { action: 'list', ids: [] }, {}), 0);
  assert.equal(await memoryJobs(context, { action: 'retry', ids: [] }, {}), 0);
  assert.match(lines[0] ?? '', /Nothing is wrong: 0 rows/u);
  assert.match(lines[1] ?? '', /^Mended: 0/u);
  assert.equal(lines[3], 'There are no jobs.');
  assert.equal(lines[4], 'Jobs that are tried again: 0.');
});

test('a key does not keep the operator out, and answers can be had as JSON and in Chinese', async () => {
  const { context, lines } = setup({ HOMARUS_MEMORY_KEY: 'a secret key'.replaceAll(' ', '-') });
  await memoryVerify(context, { json: true });
  assert.equal((JSON.parse(lines[0] ?? '') as { drift: number }).drift, 0);
  const chinese = setup({ LANG: 'zh_CN.UTF-8' });
  await memoryRepair(chinese.context, { dryRun: true });
  assert.match(chinese.lines[0] ?? '', /一切正常/u);
});
