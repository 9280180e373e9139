import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import type { ErrorCode } from '@homarus/base';

import { openWorkspace } from './workspace.ts';

const options = { maxBytes: 1000 };

function start() {
  const top = mkdtempSync(path.join(tmpdir(), 'homarus-workspace-'));
  const root = path.join(top, 'inside');
  mkdirSync(root);
  writeFileSync(path.join(top, 'secret.txt'), 'secret');
  mkdirSync(path.join(top, 'outside'));
  return {
    top,
    root,
    workspace: openWorkspace(root),
    [Symbol.dispose]: () => rmSync(top, { recursive: true, force: true }),
  };
}

function refusedWith(code: ErrorCode) {
  return (error: unknown) => hasCode(error, code);
}

test('what is written is read back, with the folders on the way', async () => {
  using place = start();
  const { workspace, root } = place;
  assert.deepEqual(await workspace.write('笔记/今天/清单.md', '买梨'), {
    path: '笔记/今天/清单.md',
    isNew: true,
  });
  const { bytes, sizeBytes } = await workspace.read(path.join(root, '笔记/今天/清单.md'), options);
  assert.equal(bytes.toString(), '买梨');
  assert.equal(sizeBytes, 6);
  assert.equal((await workspace.write('笔记/今天/清单.md', '买苹果')).isNew, false);
  assert.deepEqual(await workspace.list('笔记/今天'), [
    { name: '清单.md', kind: 'file', sizeBytes: 9 },
  ]);
});

test('no path leads out', async () => {
  using place = start();
  const { workspace, top } = place;
  const outsidePaths = [
    '../secret.txt',
    'a/../../secret.txt',
    '/etc/passwd',
    `${top}/secret.txt`,
    '..',
  ];
  for (const given of outsidePaths) {
    await assert.rejects(workspace.read(given, options), refusedWith('forbidden'), given);
    await assert.rejects(workspace.write(given, 'x'), refusedWith('forbidden'), given);
    await assert.rejects(workspace.list(given), refusedWith('forbidden'), given);
    await assert.rejects(workspace.remove(given), refusedWith('forbidden'), given);
  }
});

test('paths that no file can have are refused', async () => {
  using place = start();
  const { workspace } = place;
  for (const given of [
    'a\0b',
    'x'.repeat(256),
    '字'.repeat(86),
    `${'d/'.repeat(2100)}x`,
    '\ud800',
  ]) {
    await assert.rejects(workspace.read(given, options), refusedWith('invalid_request'));
    await assert.rejects(workspace.write(given, 'x'), refusedWith('invalid_request'));
  }
});

test('a link that leads out is not followed', async () => {
  using place = start();
  const { workspace, root, top } = place;
  symlinkSync(path.join(top, 'secret.txt'), path.join(root, 'file-link'));
  symlinkSync(path.join(top, 'outside'), path.join(root, 'folder-link'));
  symlinkSync('folder-link', path.join(root, 'link-to-link'));
  await assert.rejects(workspace.read('file-link', options), refusedWith('forbidden'));
  await assert.rejects(workspace.write('folder-link/x', 'x'), refusedWith('forbidden'));
  await assert.rejects(workspace.write('link-to-link/sub/x', 'x'), refusedWith('forbidden'));
  await assert.rejects(workspace.list('folder-link'), refusedWith('forbidden'));
  await assert.rejects(workspace.remove('folder-link/x'), refusedWith('forbidden'));
});

test('a link at the target is replaced, not written through', async () => {
  using place = start();
  const { workspace, root, top } = place;
  symlinkSync(path.join(top, 'secret.txt'), path.join(root, 'file-link'));
  await workspace.write('file-link', 'mine');
  assert.equal(readFileSync(path.join(top, 'secret.txt'), 'utf8'), 'secret');
  assert.equal((await workspace.read('file-link', options)).bytes.toString(), 'mine');
});

test('a link inside is followed', async () => {
  using place = start();
  const { workspace, root } = place;
  await workspace.write('real/a.txt', 'a');
  symlinkSync('real', path.join(root, 'alias'));
  assert.equal((await workspace.read('alias/a.txt', options)).bytes.toString(), 'a');
  await workspace.write('alias/b.txt', 'b');
  assert.equal(readFileSync(path.join(root, 'real/b.txt'), 'utf8'), 'b');
});

test('a folder that is swapped for a link all the time never lets anything out', async () => {
  using place = start();
  const { workspace, root, top } = place;
  const folder = path.join(root, 'swapped');
  const parked = path.join(root, 'parked');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'a.txt'), 'inside');
  writeFileSync(path.join(top, 'outside', 'a.txt'), 'secret');
  const seen = new Set<string>();
  for (let round = 0; round < 200; round += 1) {
    const reading = workspace.read('swapped/a.txt', options).then(
      ({ bytes }) => bytes.toString(),
      () => 'refused',
    );
    const writing = workspace.write('swapped/b.txt', 'mine').catch(() => undefined);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    renameSync(folder, parked);
    symlinkSync(path.join(top, 'outside'), folder);
    seen.add(await reading);
    await writing;
    rmSync(folder);
    renameSync(parked, folder);
  }
  assert.equal(seen.has('secret'), false);
  assert.throws(() => readFileSync(path.join(top, 'outside', 'b.txt')));
});

test('only regular files are read, and only to the limit', async () => {
  using place = start();
  const { workspace, root } = place;
  mkdirSync(path.join(root, 'folder'));
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  await assert.rejects(workspace.read('folder', options), refusedWith('invalid_request'));
  await assert.rejects(workspace.read('pipe', options), refusedWith('invalid_request'));
  await assert.rejects(workspace.write('folder', 'x'), refusedWith('invalid_request'));
  await assert.rejects(workspace.read('none', options), refusedWith('not_found'));
  await workspace.write('big', 'x'.repeat(1001));
  await assert.rejects(workspace.read('big', options), refusedWith('payload_too_large'));
  await assert.rejects(workspace.read('big/x', options), refusedWith('invalid_request'));
});
