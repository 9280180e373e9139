import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { spawnHomarus, temporaryHome } from './support/homarus-process.ts';
import { startMemory } from './support/memory-process.ts';
import type { MemoryProcess } from './support/memory-process.ts';

// The Markdown tree of a real service: shown, edited while it runs and while it does not, under git.

interface Listed {
  readonly memories: readonly { readonly id: string; readonly content: string }[];
}

function filesOf(home: string): readonly string[] {
  const root = path.join(home, 'data/agfs');
  return globSync('**/*.md', { cwd: root })
    .map((file) => path.join(root, file))
    .toSorted();
}

function fileWith(home: string, words: string): string {
  const memories = filesOf(home).filter((file) => file.includes('/memories/'));
  const found = memories.filter((file) => readFileSync(file, 'utf8').includes(words));
  assert.equal(found.length, 1, `${words}: ${found.join(', ')}`);
  return found[0] ?? '';
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, `not within 20 s: ${what}`);
    await setTimeout(50);
  }
}

async function contents({ url }: MemoryProcess): Promise<readonly string[]> {
  const answer = await fetch(`${url}/api/v1/memories`);
  return ((await answer.json()) as Listed).memories.map(({ content }) => content).toSorted();
}

const isShown = (home: string, words: string) => () =>
  filesOf(home).some(
    (file) => file.includes('/memories/') && readFileSync(file, 'utf8').includes(words),
  );

async function isWatched({ post }: MemoryProcess): Promise<boolean> {
  const { body } = await post('/api/v1/mirror/status', {});
  return (body as { readonly isWatched: boolean }).isWatched;
}

function rewrite(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes(from), text);
  writeFileSync(file, text.replaceAll(from, to));
}

async function run(home: string, ...args: readonly string[]) {
  await using command = spawnHomarus({ home, args: ['memory', ...args] });
  return await command.ended;
}

test('edits come in while the service runs, while it does not, and after it was killed', async () => {
  using home = temporaryHome();
  {
    await using memory = await startMemory(home.path);
    for (const content of ['我住在杭州', 'I play the cello.', 'My dog is called Rex.']) {
      await memory.post('/api/v1/memories', { content });
    }
    await until('shown', () =>
      ['杭州', 'cello', 'Rex'].every((word) => isShown(home.path, word)()),
    );
    await until('watched', () => isWatched(memory));
    rewrite(fileWith(home.path, 'Rex'), 'Rex', 'Max');
    const tea = path.join(path.dirname(fileWith(home.path, '杭州')), 'tea.md');
    writeFileSync(tea, 'I like green tea.\n');
    await until('edited', async () => {
      const known = await contents(memory);
      return known.includes('My dog is called Max.') && known.includes('I like green tea.');
    });
    await until('taken over', () => !filesOf(home.path).includes(tea));
    unlinkSync(fileWith(home.path, 'cello'));
    await until('forgotten', async () => !(await contents(memory)).includes('I play the cello.'));
    rewrite(fileWith(home.path, 'Max'), 'Max', 'Bello');
    await memory.stop('SIGKILL');
  }
  rewrite(fileWith(home.path, '杭州'), '杭州', '苏州');
  await using again = await startMemory(home.path);
  await until('all edits', async () => {
    const known = await contents(again);
    return ['My dog is called Bello.', '我住在苏州'].every((content) => known.includes(content));
  });
  const { body } = await again.post('/api/v1/mirror/sync', {});
  const { check, problems } = body as {
    readonly check: { readonly memories: number; readonly shown: number };
    readonly problems: readonly unknown[];
  };
  assert.deepEqual([check.memories, check.shown, problems], [3, 3, []]);
});

test('a stale edit is kept beside; a cleared tree is put back; git sees no noise', async () => {
  using home = temporaryHome();
  {
    await using memory = await startMemory(home.path);
    const { body } = await memory.post('/api/v1/memories', { content: 'My dog is called Rex.' });
    await memory.post('/api/v1/memories', { content: '我住在杭州' });
    await until('shown', () => isShown(home.path, 'Rex')() && isShown(home.path, '杭州')());
    const file = fileWith(home.path, 'Rex');
    const seen = readFileSync(file, 'utf8');
    const { id } = (body as { readonly memory: { readonly id: string } }).memory;
    const change = { method: 'PATCH', headers: { 'content-type': 'application/json' } };
    const to = `${memory.url}/api/v1/memories/${id}`;
    await fetch(to, { ...change, body: JSON.stringify({ content: 'My dog is called Max.' }) });
    await until('changed', isShown(home.path, 'Max'));
    await memory.stop('SIGTERM');
    writeFileSync(file, seen.replaceAll('Rex', 'Bello'));
  }
  const synced = await run(home.path, 'mirror', 'sync');
  assert.match(synced.stdout, /\.conflict\.md/u);
  assert.equal(synced.code, 1, 'a person has to look at it');
  assert.match(readFileSync(fileWith(home.path, 'Max'), 'utf8'), /revision: 2/u);
  const conflict = filesOf(home.path).find((file) => file.endsWith('.conflict.md')) ?? '';
  assert.match(readFileSync(conflict, 'utf8'), /Bello/u);
  unlinkSync(conflict);
  const tree = path.join(home.path, 'data/agfs');
  const git = (...args: readonly string[]): string => {
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
    return execFileSync('git', [...identity, ...args], { cwd: tree, encoding: 'utf8' });
  };
  assert.equal((await run(home.path, 'mirror', 'rebuild')).code, 0);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'The memory');
  assert.equal((await run(home.path, 'mirror', 'rebuild')).code, 0);
  assert.equal(git('status', '--porcelain'), '');
  rmSync(path.join(tree, 'accounts'), { recursive: true });
  const restored = await run(home.path, 'mirror', 'sync');
  assert.equal(restored.code, 0, restored.stdout + restored.stderr);
  assert.equal(git('status', '--porcelain'), '');
  const profile = await run(home.path, 'profile');
  assert.match(profile.stdout, /Facts[\s\S]*杭州/u);
});
