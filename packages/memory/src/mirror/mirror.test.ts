import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { city, day, engineScope, learn, setupEngine, start } from '../testing/engine-fixture.ts';
import { memoryMirror } from '../testing/memory-mirror.ts';

const scope = engineScope;
const facts = 'accounts/a/users/u/memories/user_memory_fact';

const table = {
  'I live in Paris.': city('Paris'),
  'I live in Rome.': city('Rome'),
  我住在杭州: city('杭州'),
  'My dog is called Rex.': learn(),
  'Run the tests first.': learn({ category: 'self_improving_learnings' }),
};

function setup() {
  const files = memoryMirror();
  const settings = {
    place: files.place,
    open: async () => files,
    defaults: { userId: 'u', agentId: 'main' },
  };
  const engine = setupEngine(table, { mirror: settings, timeZone: 'UTC' });
  const { clock, memory } = engine;
  /** Works off the queue, the jobs that wait a moment too. */
  const settle = async (): Promise<void> => {
    await memory.drain();
    clock.advance(1_000);
    await memory.drain();
  };
  const pathOf = (part: string): string => {
    const found = Object.keys(files.texts()).filter((path) => path.includes(part));
    assert.equal(found.length, 1, `${part}: ${found.join(', ')}`);
    return found[0] ?? '';
  };
  const rewrite = (path: string, from: string | RegExp, to: string): void => {
    const text = files.texts()[path] ?? '';
    assert.notEqual(text.replace(from, to), text);
    files.edit(path, text.replace(from, to));
  };
  const sync = () => memory.mirror.sync({ accountId: 'a' });
  return { ...engine, files, settle, pathOf, rewrite, sync };
}

test('what is learned is shown as files; what ends or is forgotten is shown no longer', async () => {
  const { say, files, settle, memory, find, pathOf } = setup();
  await say('我住在杭州');
  await say('Run the tests first.');
  await settle();
  const path = pathOf('我住在杭州');
  assert.ok(path.startsWith(`${facts}/我住在杭州-`));
  const record = (await find()).find(({ content }) => content === '我住在杭州');
  assert.equal(
    files.texts()[path],
    `---
id: ${record?.id ?? ''}
category: user_memory_fact
importance: 0.7
said: 2026-01-02T00:00:00Z
recorded: 2026-01-02T00:00:00Z
valid_from: 2026-01-02T00:00:00Z
provenance: owner
session: s
revision: 1
entities: []
tags: []
---

我住在杭州
`,
  );
  assert.ok(pathOf('run-the-tests').startsWith('accounts/a/agents/main/memories/self_improving'));
  await say('I live in Rome.');
  await settle();
  const paths = Object.keys(files.texts());
  assert.ok(!paths.includes(path), 'superseded');
  assert.match(
    files.texts()['accounts/a/users/u/profile.md'] ?? '',
    /## Facts\n\n- I live in Rome/u,
  );
  assert.match(
    files.texts()['accounts/a/users/u/log/2026-01-02.md'] ?? '',
    /00:00 学到：我住在杭州/u,
  );
  assert.match(
    files.texts()['accounts/a/users/u/log/2026-01-04.md'] ?? '',
    /不再成立：我住在杭州/u,
  );
  const rome = (await find()).find(({ content }) => content.includes('Rome'));
  await memory.library.forget(scope, rome?.id ?? '');
  await settle();
  assert.ok(!Object.values(files.texts()).some((text) => text.includes('Rome')), 'nowhere');
});

test('the same memory gives the same tree, written again and anew', async () => {
  const { say, files, settle, memory } = setup();
  for (const text of Object.keys(table)) await say(text);
  await settle();
  await memory.library.review(scope);
  await settle();
  const first = files.texts();
  const counted = (await memory.mirror.status({})).counts.written;
  const status = await memory.mirror.rebuild({});
  assert.deepEqual(files.texts(), first);
  assert.deepEqual([status.counts.written, status.counts.conflicts], [counted, 0]);
  files.removeFolder('accounts');
  const anew = await memory.mirror.rebuild({});
  assert.deepEqual(files.texts(), first);
  assert.equal(anew.check.shown, anew.check.memories);
});

test('an edit becomes a revision by a person, and the file the memory again', async () => {
  const { say, files, settle, memory, pathOf, rewrite, sync, find } = setup();
  await say('My dog is called Rex.');
  await settle();
  const path = pathOf('my-dog');
  rewrite(path, 'My dog is called Rex.', 'My dog is called Max.');
  rewrite(path, 'tags: []', 'tags: [pets, "two words"]');
  rewrite(path, 'importance: 0.7', 'importance: 0.9');
  const status = await sync();
  assert.deepEqual([status.counts.edited, status.problems], [1, []]);
  const [max] = await find();
  assert.ok(max);
  assert.deepEqual(
    [max.content, max.tags, max.importance, max.source.provenance],
    ['My dog is called Max.', ['pets', 'two words'], 0.9, 'manual'],
  );
  const [entry] = await memory.library.history(scope, max.id);
  assert.deepEqual([entry?.cause, entry?.revision], ['person', 2]);
  assert.match(files.texts()[path] ?? '', /revision: 2[\s\S]*tags: \[pets, two words\][\s\S]*Max/u);
  assert.equal((await sync()).counts.edited, 1, 'our own writes are no edits');
  await memory.library.undo(scope, max.id);
  await settle();
  assert.match(files.texts()[path] ?? '', /Rex/u);
});

test('an edit of an older version is kept beside and told', async () => {
  const { say, files, settle, memory, pathOf, rewrite, sync, log } = setup();
  await say('My dog is called Rex.');
  await settle();
  const path = pathOf('my-dog');
  const [record] = (await memory.library.list(scope)).memories;
  await memory.library.edit(scope, record?.id ?? '', { content: 'My dog is called Max.' });
  rewrite(path, 'Rex', 'Bello');
  const edited = files.texts()[path];
  await settle();
  assert.match(files.texts()[path] ?? '', /Max/u);
  const conflict = path.replace('.md', '.conflict.md');
  assert.equal(files.texts()[conflict], edited);
  assert.deepEqual((await sync()).problems, [{ path: conflict, kind: 'conflict', reason: '' }]);
  const health = await memory.health();
  assert.equal(health.status, 'degraded');
  assert.deepEqual(
    health.issues.map(({ code, count }) => [code, count]),
    [['mirror_conflicts', 1]],
  );
  assert.ok(log.lines.some(({ message }) => message.includes('kept beside')));
  files.edit(conflict, undefined);
  assert.deepEqual((await sync()).problems, []);
  files.edit(path, edited);
  assert.deepEqual((await sync()).problems, [{ path: conflict, kind: 'conflict', reason: '' }]);
});

test('a new file is a new memory; one in another folder has another category', async () => {
  const { files, settle, memory, sync, find, pathOf } = setup();
  files.edit(`${facts}/note.md`, 'I play the cello.\n');
  files.edit(
    'accounts/a/users/u/memories/user_memory_preference/tea.md',
    '---\r\ntags: [drinks]\r\nvalid_from: 2025-03-01\r\n---\r\nI like tea.',
  );
  assert.equal((await sync()).counts.created, 2);
  const records = await find();
  assert.deepEqual(
    records.map(({ content, category, tags, source, validFrom }) => ({
      content,
      category,
      tags,
      provenance: source.provenance,
      validFrom,
    })),
    [
      {
        content: 'I like tea.',
        category: 'user_memory_preference',
        tags: ['drinks'],
        provenance: 'manual',
        validFrom: Date.UTC(2025, 2, 1),
      },
      {
        content: 'I play the cello.',
        category: 'user_memory_fact',
        tags: [],
        provenance: 'manual',
        validFrom: start,
      },
    ],
  );
  assert.equal(files.texts()[`${facts}/note.md`], undefined);
  const cello = pathOf('i-play-the-cello');
  const moved = cello.replace('user_memory_fact', 'user_memory_decision');
  files.edit(moved, files.texts()[cello] ?? '');
  files.edit(cello, undefined);
  const status = await sync();
  assert.deepEqual([status.counts.edited, status.counts.forgotten], [1, 0]);
  const { memories } = await memory.library.list(scope, { categories: ['user_memory_decision'] });
  assert.equal(memories[0]?.content, 'I play the cello.');
  assert.match(files.texts()[moved] ?? '', /category: user_memory_decision\n[\s\S]*revision: 2/u);
  await settle();
  assert.equal((await sync()).check.shown, 2);
});

test('files that cannot be taken in are left and told, with what is wrong', async () => {
  const { say, files, settle, memory, sync, pathOf, rewrite } = setup();
  await say('My dog is called Rex.');
  await settle();
  const path = pathOf('my-dog');
  const whole = files.texts()[path] ?? '';
  files.edit(`${facts}/copy.md`, whole.replace('Rex', 'Max'));
  files.edit(`${facts}/broken.md`, '---\ntags: [\n---\nx');
  files.edit(`${facts}/open.md`, '---\nid: x\n');
  files.edit(`${facts}/bytes.md`, new Uint8Array([0xff, 0x00]));
  files.edit(`${facts}/lost.md`, '---\nid: mem_none\nrevision: 1\n---\n\nx');
  files.edit(`${facts}/secret.md`, 'My password is hunter2-Xyz99!');
  files.edit(`${facts}/empty.md`, '');
  rewrite(path, 'importance: 0.7', 'importance: 7');
  const { problems, counts } = await sync();
  assert.deepEqual(
    problems.map((problem) => [problem.path.slice(facts.length + 1), problem.kind]),
    [
      ['broken.md', 'malformed'],
      ['bytes.md', 'malformed'],
      ['copy.md', 'copy'],
      ['empty.md', 'refused'],
      ['lost.md', 'unknown'],
      [path.slice(facts.length + 1), 'malformed'],
      ['open.md', 'malformed'],
      ['secret.md', 'refused'],
    ],
  );
  assert.deepEqual([counts.created, counts.edited], [0, 0]);
  assert.match(problems.find(({ kind }) => kind === 'malformed')?.reason ?? '', /YAML/u);
  await memory.library.edit(scope, (await memory.library.list(scope)).memories[0]?.id ?? '', {
    importance: 0.5,
  });
  await settle();
  assert.match(files.texts()[path] ?? '', /importance: 7/u, 'a person has to look at it first');
});

test('a file that was removed is a memory that is to be forgotten; many are not', async () => {
  const { say, files, settle, memory, sync, pathOf, find } = setup();
  for (const text of Object.keys(table)) await say(text);
  await settle();
  files.edit(pathOf('my-dog'), undefined);
  const status = await sync();
  assert.equal(status.counts.forgotten, 1);
  const [dog] = await find(['deleted']);
  assert.equal(dog?.content, 'My dog is called Rex.');
  await settle();
  await memory.library.undo(scope, dog.id);
  await settle();
  assert.ok(pathOf('my-dog'));
  const before = files.texts();
  files.removeFolder('accounts');
  assert.equal((await sync()).counts.forgotten, 1);
  assert.deepEqual(files.texts(), before, 'a folder that is gone is put back');
  for (let index = 0; index < 8; index += 1) {
    await memory.library.create(scope, { content: `Fact number ${index} of many.` });
  }
  await settle();
  for (const path of Object.keys(files.texts())) {
    if (path.includes('of-many')) files.edit(path, undefined);
  }
  const { counts, check } = await sync();
  assert.deepEqual([counts.forgotten, check.shown], [1, check.memories]);
});

test('a file of an older state that comes back (a checkout) is no edit', async () => {
  const { say, files, settle, memory, sync, pathOf } = setup();
  await say('My dog is called Rex.');
  await settle();
  const path = pathOf('my-dog');
  const old = files.texts()[path] ?? '';
  const [record] = (await memory.library.list(scope)).memories;
  await memory.library.edit(scope, record?.id ?? '', { content: 'My dog is called Max.' });
  await settle();
  files.edit(path, old);
  const { counts } = await sync();
  assert.deepEqual([counts.edited, counts.conflicts], [0, 0]);
  assert.match(files.texts()[path] ?? '', /Max/u);
});

test('a call that was aborted says so', async () => {
  const { memory } = setup();
  const signal = AbortSignal.abort();
  for (const call of [memory.mirror.status, memory.mirror.sync, memory.mirror.rebuild]) {
    await assert.rejects(call({}, signal), (error) => hasCode(error, 'aborted'));
  }
});

test('while it runs, edits are heard of when it has been quiet for a while', async () => {
  const { say, memory, clock, pathOf, rewrite, contents, settle } = setup();
  await say('My dog is called Rex.');
  await settle();
  memory.start();
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) {
      clock.advance(100);
      await new Promise(setImmediate);
    }
  };
  await until(async () => (await memory.mirror.status({})).isWatched);
  rewrite(pathOf('my-dog'), 'Rex', 'Max');
  await until(async () => (await contents()).includes('My dog is called Max.'));
  await memory[Symbol.asyncDispose]();
});

test('pages are written anew; what a person wrote into them is kept beside', async () => {
  const { say, files, settle, clock } = setup();
  await say('My dog is called Rex.');
  await settle();
  const path = 'accounts/a/users/u/profile.md';
  files.edit(path, `${files.texts()[path] ?? ''}\nmine`);
  clock.advance(day);
  await say('I live in Paris.');
  await settle();
  assert.match(files.texts()[path] ?? '', /Paris/u);
  assert.match(files.texts()[path.replace('.md', '.conflict.md')] ?? '', /mine$/u);
});

test('who is erased has no file, and is not learned again from one', async () => {
  const { say, files, settle, memory, pathOf, sync } = setup();
  await say('I live in Paris.');
  await say('Run the tests first.');
  await settle();
  const lesson = pathOf('agents/main');
  files.edit(lesson.replace(/\.md$/u, '.conflict.md'), 'kept');
  files.edit(`${facts}/by-hand.md`, 'My dog is called Rex.');
  const other = 'accounts/a/agents/main/memories/user_memory_fact/other.conflict.md';
  files.edit(other, 'of somebody else');
  await memory.maintenance.erase({ accountId: 'a', userId: 'u' });
  assert.deepEqual(Object.keys(files.texts()), [other]);
  await sync();
  assert.equal((await memory.library.list(scope)).total, 0);
  assert.deepEqual(Object.keys(files.texts()), [other]);
});

test('an account is erased with all files below its folder', async () => {
  const { say, files, settle, memory } = setup();
  await say('I live in Paris.');
  await settle();
  files.edit('accounts/b/users/u/profile.md', 'of another account');
  await memory.maintenance.erase({ accountId: 'a' });
  assert.deepEqual(Object.keys(files.texts()), ['accounts/b/users/u/profile.md']);
});
