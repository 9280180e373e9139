import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setImmediate as nextTick } from 'node:timers/promises';
import path from 'node:path';
import { test } from 'node:test';

import { AppError, hasCode, systemClock } from '@homarus/base';
import { manualClock } from '@homarus/base/testing';

import { temporaryWorkspace } from '../../testing/temporary-workspace.ts';
import { runTool } from '../../testing/tool-context.ts';
import { execTool } from './exec.ts';
import type { ExecDeps } from './exec.ts';
import { execModes } from './exec-policy.ts';
import { parseCommand } from './parse-command.ts';
import { runCommand } from './run-command.ts';

function start(given: Partial<ExecDeps> = {}) {
  const place = temporaryWorkspace();
  const tool = execTool({
    workspaceOf: () => place.workspace,
    policyOf: () => Promise.resolve({ ...execModes.full, allow: [] }),
    ask: () => Promise.reject(new AppError('forbidden', 'Nobody is there.')),
    clock: systemClock,
    environment: { PATH: '/usr/bin:/bin' },
    ...given,
  });
  return {
    ...place,
    exec: (command: string, more: object = {}) => runTool(tool, { command, ...more }),
    [Symbol.dispose]: () => place[Symbol.dispose](),
  };
}

/** Whether a process is there and is more than the remains of one. */
function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/\) [ZX] /u.test(stat);
  } catch {
    return false;
  }
}

/** Resolves when the system has carried out the kill. */
async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await nextTick();
}

test('a command runs in the workspace and sees nothing of our environment', async () => {
  using place = start();
  const pwd = await place.exec('pwd');
  assert.equal(pwd.text, place.root);
  const env = await place.exec('env');
  assert.deepEqual(env.text.split('\n').sort(), [
    `HOME=${place.root}`,
    'PATH=/usr/bin:/bin',
    `PWD=${place.root}`,
  ]);
});

test('how it ended is told', async () => {
  using place = start();
  const failed = await place.exec(`sh -c 'echo out; echo err >&2; exit 3'`);
  assert.match(failed.text, /out/u);
  assert.match(failed.text, /err/u);
  assert.match(failed.text, /\[exit code 3\.\]$/u);
  assert.equal(failed.isError, true);
  assert.match((await place.exec(`sh -c 'kill -9 $$'`)).text, /SIGKILL ended it/u);
  await assert.rejects(place.exec('no-such-program'), (error) => hasCode(error, 'not_found'));
});

test('words are not read again by a shell', async () => {
  using place = start();
  assert.equal((await place.exec(`echo '$(id)' ';' '*'`)).text, '$(id) ; *');
  assert.equal((await place.exec('echo a | tr a b')).text, 'b');
});

test('output beyond the limit is counted', async () => {
  using place = start();
  const result = await place.exec('head -c 3000000 /dev/zero');
  assert.match(result.text, /1951424 more bytes of output were dropped/u);
});

test('what a policy refuses does not run; what a person allows does', async () => {
  const asked: string[] = [];
  using place = start({
    policyOf: () => Promise.resolve({ ...execModes.ask, allow: ['echo *'] }),
    ask: ({ command }) => {
      asked.push(command.text);
      return command.text.startsWith('touch a')
        ? Promise.resolve()
        : Promise.reject(new AppError('forbidden', 'No.'));
    },
  });
  await place.exec('echo x');
  await place.exec('touch a');
  await assert.rejects(place.exec('touch b'), (error) => hasCode(error, 'forbidden'));
  await assert.rejects(place.exec('echo x > c'), (error) => hasCode(error, 'forbidden'));
  assert.deepEqual(asked, ['touch a', 'touch b', 'echo x > c']);
  assert.deepEqual(
    (await place.workspace.list('.')).map(({ name }) => name),
    ['a'],
  );
});

test('a whole tree is killed, also one that does not want to', async () => {
  using place = temporaryWorkspace();
  const abort = new AbortController();
  const clock = manualClock();
  const script = `trap '' TERM; (trap '' TERM; sleep 1000) & echo $! > child; echo $$ > parent; wait; sleep 1000`;
  const run = runCommand({
    command: { text: script, words: ['sh', '-c', script] },
    cwd: place.root,
    env: { PATH: '/usr/bin:/bin' },
    timeoutMs: 60_000,
    maxOutputBytes: 1000,
    signal: abort.signal,
    clock,
  });
  const pidIn = (name: string): number => {
    try {
      return Number(readFileSync(path.join(place.root, name), 'utf8'));
    } catch {
      return 0;
    }
  };
  while (pidIn('parent') === 0) await nextTick();
  const pids = [pidIn('parent'), pidIn('child')];
  assert.deepEqual(pids.map(isAlive), [true, true]);
  clock.advance(60_000);
  await nextTick();
  clock.advance(1000);
  const end = await run;
  assert.equal(end.stoppedBy, 'timeout');
  await Promise.all(pids.map(gone));
});

test('what a command leaves behind ends with it', async () => {
  using place = start();
  const result = await place.exec('sleep 1000 & echo $!');
  await gone(Number(result.text));
});

test('a command stops with its turn', async () => {
  using place = temporaryWorkspace();
  const abort = new AbortController();
  const run = runCommand({
    command: parseCommand('sleep 1000'),
    cwd: place.root,
    env: { PATH: '/usr/bin:/bin' },
    timeoutMs: 60_000,
    maxOutputBytes: 1000,
    signal: abort.signal,
    clock: systemClock,
  });
  abort.abort();
  assert.equal((await run).stoppedBy, 'abort');
});
