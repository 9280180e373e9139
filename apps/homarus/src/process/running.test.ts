import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { hasCode } from '@homarus/base';

import { listen } from './listen.ts';
import { findRunning, noteRunning, requireFree } from './running.ts';
import { makeStateFolders } from './state-folder.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'homarus-running-'));
  mkdirSync(path.join(home, 'run'));
});

afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function note(pid: number, url: string): void {
  writeFileSync(path.join(home, 'run', 'gateway.json'), JSON.stringify({ pid, url }));
}

test('a gateway of another living process that answers is found, and keeps others away', async () => {
  await using other = await listen({ host: '127.0.0.1', port: 0 }, 'gateway');
  other.serve(() => Response.json({ ok: true, version: '1.0.0' }));
  note(process.ppid, other.url);
  assert.deepEqual(await findRunning(home, 'gateway'), { pid: process.ppid, url: other.url });
  assert.equal(await findRunning(home, 'memory'), undefined);
  await assert.rejects(requireFree(home, 'gateway'), (error) => hasCode(error, 'conflict'));
});

test('what a killed process left behind is no hindrance', async () => {
  note(process.ppid, 'http://127.0.0.1:1');
  assert.equal(await findRunning(home, 'gateway'), undefined);
  note(2 ** 22 + 1, 'http://127.0.0.1:1');
  await requireFree(home, 'gateway');
  writeFileSync(path.join(home, 'run', 'gateway.json'), '{"pid":');
  await requireFree(home, 'gateway');
});

test('the own note goes away with its service', () => {
  const file = path.join(home, 'run', 'memory.json');
  const noted = noteRunning(home, 'memory', 'http://127.0.0.1:1');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  noted[Symbol.dispose]();
  assert.throws(() => statSync(file));
});

test('state folders are for their owner alone; one that cannot be made is told', () => {
  const inner = path.join(home, 'a', 'b');
  makeStateFolders(inner);
  assert.equal(statSync(inner).mode & 0o777, 0o700);
  writeFileSync(path.join(home, 'file'), '');
  assert.throws(
    () => makeStateFolders(path.join(home, 'file', 'x')),
    (error) => hasCode(error, 'unavailable'),
  );
});
