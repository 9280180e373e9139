import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import type { ImportItemsAnswer } from '@homarus/protocol';

import type { CommandContext } from '../cli/context.ts';
import type { ImportFlags } from '../cli/flags.ts';
import { textsFor } from '../texts/index.ts';
import { memoryImportFrom } from './memory-import.ts';
import { memorySearch } from './memory-search.ts';
import { memoryExportAs } from './memory-write.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'homarus-import-'));
after(() => rmSync(folder, { recursive: true }));

function setup(home: string, env: CommandContext['env'] = {}) {
  const lines: string[] = [];
  const context: CommandContext = {
    env: { HOMARUS_HOME: path.join(folder, home), ...env },
    texts: textsFor(env),
    say: (line) => lines.push(line),
    tell: () => undefined,
  };
  /** The report of an import, without what each statement became. */
  const take = async (from: string, flags: ImportFlags = {}) => {
    const code = await memoryImportFrom(context, from, { ...flags, json: true });
    const report = JSON.parse(lines.pop() ?? '') as ImportItemsAnswer;
    return { code, report };
  };
  return { context, lines, take };
}

/** A folder with these files. */
function place(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, name, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return path.join(folder, name);
}

function entry(id: string, role: string, text: string): string {
  const message = { role, content: [{ type: 'text', text }] };
  return JSON.stringify({ type: 'message', id, timestamp: '2026-02-06T07:49:03Z', message });
}

const openclaw = place('openclaw', {
  'openclaw.json': '{}',
  'workspace/USER.md': '# About\n\n- **Name:**\n- I am allergic to peanuts\n',
  'workspace/MEMORY.md': '## Decisions\n\n- we use PostgreSQL\n- password: hunter2xyz\n',
  'workspace/memory/2026-01-05.md': '- 和小林去了杭州\n',
  'agents/main/sessions/abc.jsonl': [
    '{"type":"session","version":3,"id":"abc","timestamp":"2026-02-06T07:49:00Z"}',
    entry('a1', 'user', 'Book the train to Hamburg'),
    '{cut',
    entry('a2', 'assistant', 'Booked'),
  ].join('\n'),
});

test('an OpenClaw home: a dry run announces what the run does; a second run adds nothing', async () => {
  const { take } = setup('one');
  const announced = await take(openclaw, { dryRun: true });
  const done = await take(openclaw);
  assert.deepEqual(done, announced);
  const { code, report } = done;
  assert.equal(code, 1);
  assert.deepEqual(
    [report.messages, report.memories, report.known, report.skipped, report.failed],
    [2, 3, 0, 2, 1],
  );
  assert.deepEqual(
    report.items.map(({ file, line, outcome, reason }) => [file, line, outcome, reason]),
    [
      ['workspace/MEMORY.md', 3, 'added', undefined],
      ['workspace/MEMORY.md', 4, 'skipped', 'secret'],
      ['workspace/USER.md', 3, 'skipped', 'empty'],
      ['workspace/USER.md', 4, 'added', undefined],
      ['workspace/memory/2026-01-05.md', 1, 'added', undefined],
      ['agents/main/sessions/abc.jsonl', 3, 'failed', 'malformed'],
    ],
  );
  const again = await take(openclaw);
  assert.deepEqual([again.report.messages, again.report.memories, again.report.known], [0, 0, 5]);
});

test('a home in disorder: what can be read is taken, what cannot is named, nothing stops it', async () => {
  const { take } = setup('disorder');
  const home = place('disorder/.openclaw', {
    'openclaw.json': '{}',
    'workspace/MEMORY.md': '\uFEFF##Food\r\n\r\n- 喜欢乌龙茶\r\n-\r\n',
    'workspace/USER.md': '',
    'workspace/memory/folder.md/inner.md': '- has a dog\n',
    'agents/main/sessions/empty.jsonl': '',
    'agents/main/sessions/zeros.jsonl': '\0\0\0\n',
  });
  const notes = path.join(home, 'workspace', 'memory');
  writeFileSync(path.join(notes, 'latin.md'), Buffer.from('- café\n', 'latin1'));
  writeFileSync(path.join(notes, 'wide.md'), Buffer.from('\uFEFF- plays chess\n', 'utf16le'));
  symlinkSync(path.join(notes, 'nothing'), path.join(notes, 'link.md'));
  const { code, report } = await take(home);
  assert.equal(code, 1);
  assert.deepEqual(
    report.items.map(({ file, line, reason, text }) => [file, line, reason ?? text]),
    [
      ['workspace/MEMORY.md', 3, '喜欢乌龙茶'],
      ['workspace/MEMORY.md', 4, 'empty'],
      ['workspace/memory/folder.md/inner.md', 1, 'has a dog'],
      ['workspace/memory/latin.md', 1, 'no_text'],
      ['workspace/memory/link.md', 1, 'unreadable'],
      ['workspace/memory/wide.md', 1, 'plays chess'],
      ['agents/main/sessions/zeros.jsonl', 1, 'malformed'],
    ],
  );
  const again = await take(home);
  assert.deepEqual([again.report.memories, again.report.known], [0, 3]);
});

test('what was imported is found, with its date; the report is told in both languages', async () => {
  const { context, lines } = setup('two');
  await memoryImportFrom(context, openclaw, {});
  assert.match(lines.join('\n'), /2 messages, 3 new memories/u);
  assert.match(lines.join('\n'), /skipped \(it holds a password.*MEMORY\.md:4$/mu);
  assert.ok(!lines.join('\n').includes('hunter2'));
  await memorySearch(context, 'Hamburg', { limit: '1' });
  assert.match(lines.at(-1) ?? '', /2026-02-06 .*Book the train to Hamburg/u);
  const chinese = setup('two', { LANG: 'zh_CN.UTF-8' });
  await memoryImportFrom(chinese.context, openclaw, {});
  assert.match(chinese.lines.join('\n'), /0 条消息，0 条新记忆.*\n.*5 条已经存在/u);
});

test('the others are known by their looks', async () => {
  const { take } = setup('three');
  const content = JSON.stringify({ results: [{ id: '1', memory: 'Plays chess', user_id: 'u' }] });
  const sources = [
    [place('dot/.claude', { 'CLAUDE.md': '- npm test first' }), 'npm test first'],
    [
      place('dot/.codex', {
        'memories/MEMORY.md': '- asks for small commits',
        'memories/raw_memories.md': '- repeated',
      }),
      'asks for small commits',
    ],
    [path.join(place('mem0', { 'export.json': content }), 'export.json'), 'Plays chess'],
    [path.join(place('text', { 'notes.md': '- has a dog' }), 'notes.md'), 'has a dog'],
  ] as const;
  for (const [where, said] of sources) {
    const { code, report } = await take(where);
    assert.equal(code, 0);
    assert.deepEqual(
      report.items.flatMap(({ outcome, text }) => (outcome === 'added' ? [text] : [])),
      [said],
    );
  }
});

test('what cannot be imported is told, with what to do', async () => {
  const { context } = setup('four');
  const failing = (where: string, flags: ImportFlags = {}) =>
    memoryImportFrom(context, where, flags);
  await assert.rejects(failing(path.join(folder, 'none')), { code: 'not_found' });
  const empty = place('empty', { 'a.bin': '' });
  await assert.rejects(failing(empty), /--from: homarus, openclaw/u);
  await assert.rejects(failing(empty, { from: 'openclaw' }), { code: 'not_found' });
  await assert.rejects(failing(empty, { from: 'openclow' }), /no source "openclow"/u);
  await assert.rejects(failing(path.join(empty, 'a.bin')), /not recognised/u);
  await assert.rejects(failing(empty, { from: 'openclaw-lancedb' }), { code: 'not_found' });
  const table = place('table', { 'memories.lance/data': '' });
  await assert.rejects(failing(table), /npm install @lancedb\/lancedb/u);
});

test('memories are written as text, never over what is there, and read again', async () => {
  const { context, take } = setup('five');
  await take(openclaw);
  for (const format of ['markdown', 'openclaw']) {
    const target = path.join(folder, `out-${format}`);
    assert.equal(await memoryExportAs(context, target, { format }), 0);
    await assert.rejects(memoryExportAs(context, target, { format }), { code: 'conflict' });
    const { report } = await take(target);
    assert.deepEqual([report.memories, report.known, report.failed], [0, 3, 0]);
    const fresh = await setup(`fresh-${format}`).take(target);
    assert.equal(fresh.report.memories, 3);
  }
  assert.match(
    readFileSync(path.join(folder, 'out-openclaw', 'MEMORY.md'), 'utf8'),
    /## Decisions\n\n- we use PostgreSQL\n/u,
  );
  assert.ok(existsSync(path.join(folder, 'out-markdown', 'decisions.md')));
  await assert.rejects(memoryExportAs(context, undefined, { format: 'markdown' }), /folder/u);
  await assert.rejects(memoryExportAs(context, 'x', { format: 'pdf' }), /no format "pdf"/u);
});
