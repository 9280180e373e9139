import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

import type { ConformanceCase } from '@homarus/base/testing';

import type { Mirror } from '../ports/mirror.ts';

/** Every {@link Mirror} with a hand that edits its files from outside. */
export interface MirrorSubject {
  readonly mirror: Mirror;
  /** Writes a file as another program would; undefined removes it. */
  readonly edit: (path: string, content: string | Uint8Array | undefined) => Promise<void>;
}

const folder = 'accounts/a/users/u/memories/user_memory_fact';
const path = `${folder}/我住在杭州-0a1b2c3d.md`;

/** Each case expects an empty mirror. */
export const mirrorConformance: readonly ConformanceCase<MirrorSubject>[] = [
  {
    group: 'mirror',
    name: 'what is written is read, listed and stamped; what is not there is an answer',
    run: async ({ mirror }) => {
      assert.equal(await mirror.read(path), undefined);
      assert.equal(await mirror.stampOf(path), undefined);
      assert.equal(await mirror.list(folder), undefined);
      assert.equal(await mirror.list(''), undefined);
      const stamp = await mirror.write(path, '我住在杭州\n', undefined);
      assert.deepEqual(await mirror.read(path), { stamp, text: '我住在杭州\n' });
      assert.equal(await mirror.stampOf(path), stamp);
      await mirror.write(`${folder}/b.md`, '', undefined);
      const entries = (await mirror.list(folder)) ?? [];
      assert.deepEqual(
        entries.map(({ name, type }) => [name, type]),
        [
          ['b.md', 'file'],
          ['我住在杭州-0a1b2c3d.md', 'file'],
        ],
      );
      assert.equal(entries[1]?.stamp, stamp);
      assert.deepEqual(await mirror.list(''), [{ name: 'accounts', type: 'folder', stamp: '' }]);
    },
  },
  {
    group: 'mirror',
    name: 'a file that is not the one that the writer saw is left',
    run: async ({ mirror, edit }) => {
      const first = await mirror.write(path, 'one', undefined);
      assert.equal(await mirror.write(path, 'two', undefined), undefined);
      assert.equal(await mirror.write(`${folder}/none.md`, 'two', 'a stamp'), undefined);
      await edit(path, 'a person was here');
      assert.equal(await mirror.write(path, 'two', first), undefined);
      assert.equal(await mirror.remove(path, first ?? ''), false);
      const found = await mirror.read(path);
      assert.equal(found?.text, 'a person was here');
      const second = await mirror.write(path, 'two', found.stamp);
      assert.notEqual(second, first);
      assert.equal((await mirror.read(path))?.text, 'two');
      assert.equal(await mirror.remove(path, second ?? ''), true);
      assert.equal(await mirror.remove(path, second ?? ''), true, 'gone is gone');
      assert.equal(await mirror.read(path), undefined);
    },
  },
  {
    group: 'mirror',
    name: 'what is no text, or too long for one, has none',
    run: async ({ mirror, edit }) => {
      await edit(path, new Uint8Array([0xff, 0xfe, 0x00]));
      assert.equal((await mirror.read(path))?.text, undefined);
      await edit(path, 'x'.repeat(1_048_577));
      assert.equal((await mirror.read(path))?.text, undefined);
      await edit(path, 'x'.repeat(1_048_576));
      assert.equal((await mirror.read(path))?.text?.length, 1_048_576);
    },
  },
  {
    group: 'mirror',
    name: 'what is no path of it is a bug of the caller',
    run: async ({ mirror }) => {
      for (const bad of [
        '../x.md',
        'a/../../x.md',
        '/etc/passwd',
        'a//b.md',
        './a.md',
        'a\\b.md',
      ]) {
        await assert.rejects(mirror.write(bad, 'x', undefined), Error, bad);
        await assert.rejects(mirror.read(bad), Error, bad);
      }
    },
  },
  {
    group: 'mirror',
    name: 'many writers of one folder do not disturb each other, and leave nothing behind',
    run: async ({ mirror }) => {
      const names = Array.from({ length: 20 }, (_, index) => `${folder}/${index + 10}.md`);
      await Promise.all(names.map((name) => mirror.write(name, name, undefined)));
      const listed = (await mirror.list(folder)) ?? [];
      assert.deepEqual(
        listed.map(({ name }) => `${folder}/${name}`),
        names,
      );
    },
  },
  {
    group: 'mirror',
    name: 'changes are heard of, in folders of interest, until that ends',
    run: async ({ mirror, edit }) => {
      const heard: (readonly [string, string | undefined])[] = [];
      const failures: Error[] = [];
      const watcher = await mirror.watch?.({
        wants: (at) => folder.startsWith(at),
        onChange: (at, name) => heard.push([at, name]),
        onFailure: (error) => failures.push(error),
      });
      const hears = async (name: string): Promise<void> => {
        const isHeard = () =>
          heard.some(([at, what]) => at === folder && (what === name || what === undefined));
        while (!isHeard()) await setTimeout(5);
        heard.length = 0;
      };
      await mirror.write(`${folder}/a.md`, 'one', undefined);
      await hears('a.md');
      await edit(`${folder}/b.md`, 'two');
      await hears('b.md');
      await edit(`${folder}/b.md`, undefined);
      await hears('b.md');
      await watcher?.[Symbol.asyncDispose]();
      await edit(`${folder}/c.md`, 'three');
      assert.deepEqual([heard, failures], [[], []]);
    },
  },
];
