import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { startServices } from '../../testing/start-services.ts';

interface Tail {
  readonly cursor: number;
  readonly size: number;
  readonly lines: readonly string[];
  readonly truncated: boolean;
  readonly reset: boolean;
}

test('the log is followed by its cursor, without secrets', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'homarus-logs-'));
  const logFile = path.join(folder, 'a.log');
  using place = startServices({ logFile });
  const tail = (params: object = {}) => place.call('logs.tail', params) as Promise<Tail>;
  assert.deepEqual((await tail()).lines, []);
  writeFileSync(logFile, 'one\ntwo 梨\nhalf');
  const first = await tail();
  assert.deepEqual(first.lines, ['one', 'two 梨']);
  appendFileSync(
    logFile,
    ' whole {"token":"abcdef123","url":"x"} Bearer abcdefgh.ijk sk-abcdefghijk\n',
  );
  const second = await tail({ cursor: first.cursor });
  assert.deepEqual(second.lines, ['half whole {"token":"***","url":"x"} *** ***']);
  assert.equal(second.cursor, second.size);
  assert.deepEqual((await tail({ cursor: second.cursor })).lines, []);
  writeFileSync(logFile, 'new\n');
  const after = await tail({ cursor: second.cursor });
  assert.deepEqual([after.lines, after.reset], [['new'], true]);
  writeFileSync(logFile, Array.from({ length: 100 }, (_, index) => `line ${index}\n`).join(''));
  const cut = await tail({ maxBytes: 25 });
  assert.deepEqual([cut.lines, cut.truncated], [['line 97', 'line 98', 'line 99'], true]);
  assert.deepEqual((await tail({ limit: 1 })).lines, ['line 99']);
  rmSync(folder, { recursive: true });
});

test('the audit log is read in pages and by what happened', async () => {
  using place = startServices();
  for (const name of ['a', 'b', 'c']) await place.call('agents.create', { name });
  await place.call('tools.invoke', { name: 'write', args: { path: 'x', content: '' } });
  const page = async (params: object) =>
    (await place.call('audit.list', params)) as {
      readonly events: readonly { readonly kind: string; readonly target?: string }[];
      readonly nextCursor?: string;
    };
  const first = await page({ limit: 2 });
  assert.deepEqual(
    first.events.map(({ kind }) => kind),
    ['tool_action', 'gateway_action'],
  );
  const rest = await page({ cursor: first.nextCursor });
  assert.deepEqual(
    rest.events.map(({ target }) => target),
    ['b', 'a'],
  );
  assert.equal(rest.nextCursor, undefined);
  assert.equal((await page({ kind: 'tool_action' })).events.length, 1);
  assert.equal((await page({ agentId: 'other' })).events.length, 0);
});

test('what does not exist is listed as nothing', async () => {
  using place = startServices();
  assert.deepEqual(await place.call('commands.list'), { commands: [] });
  const skills = (await place.call('skills.status')) as { readonly skills: readonly unknown[] };
  assert.deepEqual(skills.skills, []);
  const channels = (await place.call('channels.status')) as { readonly channelOrder: unknown };
  assert.deepEqual(channels.channelOrder, []);
});
