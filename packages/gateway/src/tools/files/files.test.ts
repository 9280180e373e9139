import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import type { Tool } from '@homarus/agent';
import { hasCode, silentLogger } from '@homarus/base';
import { manualClock } from '@homarus/base/testing';

import { temporaryWorkspace } from '../../testing/temporary-workspace.ts';
import { runTool } from '../../testing/tool-context.ts';
import { withWholeResult } from '../whole-result.ts';
import { editTool } from './edit.ts';
import { listTool } from './list.ts';
import { readTool } from './read.ts';
import { searchTool } from './search.ts';
import { writeTool } from './write.ts';

function start() {
  const place = temporaryWorkspace();
  const workspaceOf = () => place.workspace;
  const call = (make: (of: typeof workspaceOf) => Tool) => (input: unknown) =>
    runTool(make(workspaceOf), input);
  return {
    ...place,
    workspaceOf,
    read: call(readTool),
    write: call(writeTool),
    edit: call(editTool),
    list: call(listTool),
    search: call(searchTool),
    [Symbol.dispose]: () => place[Symbol.dispose](),
  };
}

test('a file is read by lines, with how to read on', async () => {
  using place = start();
  const { write, read } = place;
  const made = await write({ path: 'a.txt', content: 'one\ntwo\nthree\n' });
  assert.deepEqual(made.details, { path: 'a.txt', isNew: true, bytes: 14 });
  assert.equal((await read({ path: 'a.txt' })).text, 'one\ntwo\nthree');
  const page = await read({ path: 'a.txt', offset: 2, limit: 1 });
  assert.equal(page.text, 'two\n[Lines 2 to 2 of 3. Read on with offset 3.]');
  const past = await read({ path: 'a.txt', offset: 9 });
  assert.equal(past.text, '[The file has 3 lines; there is none at 9.]');
});

test('a long file is read in pages that together are the whole of it', async () => {
  using place = start();
  const lines = Array.from({ length: 3000 }, (_, index) => `line ${index} ${'x'.repeat(20)}`);
  await place.write({ path: 'long.txt', content: lines.join('\n') });
  const seen: string[] = [];
  while (seen.length < lines.length) {
    const page = await place.read({ path: 'long.txt', offset: seen.length + 1 });
    assert.ok(page.text.length < 25_000);
    seen.push(...page.text.split('\n').filter((line) => line.startsWith('line ')));
  }
  assert.deepEqual(seen, lines);
});

test('binary data is refused by its size, not shown', async () => {
  using place = start();
  writeFileSync(path.join(place.root, 'a.bin'), Buffer.from([1, 0, 2]));
  writeFileSync(path.join(place.root, 'b.bin'), Buffer.from([0xff, 0xfe, 0x41]));
  for (const file of ['a.bin', 'b.bin']) {
    await assert.rejects(place.read({ path: file }), (error) => hasCode(error, 'unsupported'));
    const edit = place.edit({ path: file, oldText: 'A', newText: 'B' });
    await assert.rejects(edit, (error) => hasCode(error, 'unsupported'));
  }
});

test('an edit wants exactly one place, unless it is for all', async () => {
  using place = start();
  const { write, edit, read } = place;
  await write({ path: 'a.txt', content: '梨 and 梨 and $& apple' });
  const isRefused = (error: unknown) => hasCode(error, 'invalid_request');
  await assert.rejects(edit({ path: 'a.txt', oldText: '梨', newText: 'x' }), isRefused);
  await assert.rejects(edit({ path: 'a.txt', oldText: 'plum', newText: 'x' }), isRefused);
  await edit({ path: 'a.txt', oldText: 'apple', newText: '$1 fig' });
  const all = await edit({ path: 'a.txt', oldText: '梨', newText: '桃', all: true });
  assert.deepEqual(all.details, { path: 'a.txt', replaced: 2 });
  assert.equal((await read({ path: 'a.txt' })).text, '桃 and 桃 and $& $1 fig');
});

test('folders are listed, names and lines are found', async () => {
  using place = start();
  const { write, list, search } = place;
  await write({ path: 'notes/梨.md', content: 'first\nA Pear tree\n' });
  await write({ path: 'notes/b.txt', content: 'pear' });
  await write({ path: 'node_modules/p/pear.js', content: 'pear' });
  assert.equal((await list({ path: 'notes' })).text, 'b.txt (4 bytes)\n梨.md (18 bytes)');
  assert.equal(
    (await search({ query: 'PEAR' })).text,
    'notes/b.txt:1: pear\nnotes/梨.md:2: A Pear tree',
  );
  assert.equal((await search({ query: '梨' })).text, 'notes/梨.md');
  assert.equal((await search({ query: 'pear', files: '*.md' })).text, 'notes/梨.md:2: A Pear tree');
  assert.equal((await search({ query: 'pear', files: 'notes/*.txt' })).text, 'notes/b.txt:1: pear');
  assert.equal((await search({ query: 'quince' })).text, 'Nothing found.');
});

test('a long result is cut for the model and kept whole for reading', async () => {
  using place = start();
  const text = Array.from({ length: 2000 }, (_, index) => `row ${index} of many`).join('\n');
  const long: Tool = {
    name: 'long',
    description: 'long',
    parameters: { type: 'object' },
    run: () => Promise.resolve({ text, details: { rows: 2000 } }),
  };
  const deps = { workspaceOf: place.workspaceOf, clock: manualClock(), log: silentLogger };
  const result = await runTool(withWholeResult(long, deps), {});
  assert.ok(result.text.length < 17_000);
  const { whole, rows } = result.details as {
    readonly rows: number;
    readonly whole: { readonly path: string; readonly chars: number };
  };
  assert.equal(rows, 2000);
  assert.equal(whole.chars, text.length);
  assert.ok(result.text.includes(whole.path));
  const last = await place.read({ path: whole.path, offset: 2000 });
  assert.match(last.text, /^row 1999 of many/u);
});
