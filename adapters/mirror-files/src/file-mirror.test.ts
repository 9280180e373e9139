import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';
import { mirrorConformance } from '@homarus/memory/testing';

import { fileMirror } from './file-mirror.ts';

function temporaryRoot(): Disposable & { readonly root: string; readonly outside: string } {
  const place = mkdtempSync(path.join(tmpdir(), 'homarus-mirror-'));
  const outside = path.join(place, 'outside');
  mkdirSync(outside);
  return {
    root: path.join(place, 'tree'),
    outside,
    [Symbol.dispose]: () => rmSync(place, { recursive: true, force: true }),
  };
}

runConformance(mirrorConformance, {
  create: async () => {
    const { root, [Symbol.dispose]: remove } = temporaryRoot();
    return {
      mirror: fileMirror({ root }),
      edit: async (at, content) => {
        const place = path.join(root, at);
        mkdirSync(path.dirname(place), { recursive: true });
        if (content === undefined) rmSync(place);
        else writeFileSync(place, content);
      },
      [Symbol.asyncDispose]: async () => remove(),
    };
  },
  test,
});

test('no link leads out of the tree, for reading or for writing', async () => {
  using place = temporaryRoot();
  const { root, outside } = place;
  const mirror = fileMirror({ root });
  await mirror.write('accounts/a/x.md', 'inside', undefined);
  writeFileSync(path.join(outside, 'secret.md'), 'secret');
  symlinkSync(outside, path.join(root, 'accounts', 'b'));
  symlinkSync(path.join(outside, 'secret.md'), path.join(root, 'accounts', 'a', 'y.md'));
  await assert.rejects(mirror.read('accounts/b/secret.md'), { code: 'unavailable' });
  await assert.rejects(mirror.write('accounts/b/new.md', 'x', undefined), { code: 'unavailable' });
  await assert.rejects(mirror.write('accounts/b/c/new.md', 'x', undefined), {
    code: 'unavailable',
  });
  assert.equal(await mirror.read('accounts/a/y.md'), undefined);
  assert.equal(
    await mirror.write('accounts/a/y.md', 'x', undefined),
    undefined,
    'a link is in the way',
  );
  assert.deepEqual(
    (await mirror.list('accounts/a'))?.map(({ name }) => name),
    ['x.md'],
  );
  assert.deepEqual(readdirSync(outside), ['secret.md']);
  assert.equal(readFileSync(path.join(outside, 'secret.md'), 'utf8'), 'secret');
});

test('the tree itself may be reached through a link', async () => {
  using place = temporaryRoot();
  const link = `${place.root}-link`;
  symlinkSync(place.outside, link);
  const mirror = fileMirror({ root: link });
  await mirror.write('accounts/a/x.md', 'inside', undefined);
  assert.equal(readFileSync(path.join(place.outside, 'accounts/a/x.md'), 'utf8'), 'inside');
});

test('what a process left that died while it wrote goes away', async () => {
  using place = temporaryRoot();
  const mirror = fileMirror({ root: place.root });
  await mirror.write('accounts/x.md', 'x', undefined);
  const folder = path.join(place.root, 'accounts');
  writeFileSync(path.join(folder, '.homarus-1-1.tmp'), 'half a te');
  await mirror.list('accounts');
  assert.deepEqual(readdirSync(folder), ['x.md']);
});

test('a place that cannot be written is told with its path', async () => {
  using place = temporaryRoot();
  writeFileSync(place.root, 'a file where the folder should be');
  const mirror = fileMirror({ root: place.root });
  await assert.rejects(mirror.write('accounts/x.md', 'x', undefined), (error: Error) => {
    assert.match(error.message, /outside|tree/u);
    return 'code' in error && error.code === 'unavailable';
  });
  assert.equal(await mirror.read('accounts/x.md'), undefined);
});
