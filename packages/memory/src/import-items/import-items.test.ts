import assert from 'node:assert/strict';
import { test } from 'node:test';

import { city, day, engineScope, setupEngine, start } from '../testing/engine-fixture.ts';
import type { Table } from '../testing/engine-fixture.ts';
import type { ImportItem, MessageItem, StatementItem } from './item.ts';
import { readItems } from './read-items.ts';

const statement = (content: string, more: Partial<StatementItem> = {}): StatementItem => ({
  type: 'statement',
  file: 'MEMORY.md',
  line: 1,
  content,
  saidAt: start - day,
  ...more,
});

const message = (id: string, content: string, more: Partial<MessageItem> = {}): MessageItem => ({
  type: 'message',
  file: 's.jsonl',
  line: 1,
  sessionId: 'old',
  message: { id, role: 'user', content, createdAt: start - day },
  ...more,
});

function setup(table: Table = {}, more: Parameters<typeof setupEngine>[1] = {}) {
  const engine = setupEngine(table, more);
  const take = (items: readonly ImportItem[], options = {}) =>
    engine.memory.transfer.importItems(engineScope, streamOf(items), options);
  return { ...engine, take };
}

async function* streamOf(items: readonly ImportItem[]) {
  yield* items;
}

const key = `sk-${'a1'.repeat(12)}`;
const cities: Table = { 'I live in Berlin': city('Berlin'), 'I live in Munich': city('Munich') };

test('a dry run says what the run does, and writes nothing', async () => {
  const items: readonly ImportItem[] = [
    statement('I live in Berlin'),
    statement('I live in Munich'),
    statement('I like tea', { category: 'user_memory_preference' }),
    statement('I like tea.'),
    statement(`my key is ${key}`),
    statement('   '),
    statement('x'.repeat(8_001)),
    { type: 'problem', file: 'b.md', line: 3, outcome: 'failed', reason: 'unreadable' },
    message('1', 'hello'),
    message('1', 'hello'),
    message('2', 'again'),
  ];
  const { take, contents, store } = setup(cities);
  const announced = await take(items, { dryRun: true });
  assert.deepEqual(await contents('live', 'superseded'), []);
  assert.equal((await store.getSessionState({ ...engineScope, sessionId: 'old' })).nextPosition, 0);
  assert.deepEqual(await take(items), announced);
  const { messages, memories, superseded, known, skipped, failed } = announced;
  assert.deepEqual(
    { messages, memories, superseded, known, skipped, failed },
    { messages: 2, memories: 3, superseded: 1, known: 2, skipped: 2, failed: 2 },
  );
  assert.deepEqual(await contents(), ['I like tea', 'I live in Munich']);
});

test('a secret is told by its place alone', async () => {
  const { take } = setup();
  const { items } = await take([statement(`my key is ${key}`)]);
  assert.deepEqual(items, [{ file: 'MEMORY.md', line: 1, outcome: 'skipped', reason: 'secret' }]);
});

test('a second run adds nothing, though statements of one file contradict each other', async () => {
  const items = [statement('I live in Berlin'), statement('I live in Munich'), message('1', 'hi')];
  const { take, contents, clock } = setup(cities);
  await take(items);
  clock.advance(day);
  const again = await take(items);
  assert.deepEqual([again.known, again.memories, again.messages], [3, 0, 0]);
  assert.deepEqual(await contents(), ['I live in Munich']);
});

test('what was said later than the file says stays; the file becomes history', async () => {
  const { take, contents, say } = setup(cities);
  await say('I live in Munich');
  const { superseded } = await take([statement('I live in Berlin')]);
  assert.equal(superseded, 0);
  assert.deepEqual(await contents('live'), ['I live in Munich']);
  assert.deepEqual(await contents('superseded'), ['I live in Berlin']);
});

test('what was forgotten here stays forgotten', async () => {
  const { take, memory, find, contents } = setup();
  await take([statement('I like tea')]);
  const [record] = await find();
  await memory.forget(engineScope, { memoryId: record?.id ?? '' });
  const { items } = await take([statement('I like tea')]);
  assert.deepEqual(items[0]?.reason, 'forgotten');
  assert.deepEqual(await contents(), []);
});

test('what was corrected here does not come again, though the file still says it, and later', async () => {
  const { take, memory, find, contents, clock } = setup();
  const items = [statement('I work for Acne'), statement('I like tea')];
  await take(items);
  const wrong = (await find()).find(({ content }) => content.includes('Acne'));
  await memory.library.edit(engineScope, wrong?.id ?? '', { content: 'I work for Acme' });
  clock.advance(day);
  for (const saidAt of [start - day, clock.now()]) {
    const report = await take(items.map((item) => ({ ...item, saidAt })));
    assert.deepEqual([report.known, report.memories, report.updated], [2, 0, 0]);
  }
  assert.deepEqual(await contents('live', 'superseded'), ['I like tea', 'I work for Acme']);
  await memory.forget(engineScope, { memoryId: wrong?.id ?? '' });
  await take(items);
  assert.deepEqual(await contents(), ['I like tea']);
  await memory.remember(engineScope, { text: 'I work for Acne' });
  assert.deepEqual(await contents(), ['I like tea', 'I work for Acne']);
});

test('a memory tells where it came from and when it was said', async () => {
  const { take, find, store } = setup();
  await take([statement('I like tea', { tags: ['openclaw', 'x'.repeat(200)], validTo: start })]);
  const [record] = await find();
  assert.ok(record !== undefined);
  assert.equal(record.source.provenance, 'manual');
  assert.deepEqual(
    [record.source.saidAt, record.validFrom, record.validTo],
    [start - day, start - day, start],
  );
  assert.deepEqual(record.tags, ['openclaw', `…${'x'.repeat(99)}`]);
  const [revision] = await store.listRevisions(engineScope, record.id);
  assert.deepEqual([revision?.cause, revision?.reason], ['import', 'MEMORY.md']);
});

test('messages keep their dates, and are learned from only when that is asked for', async () => {
  const asked: string[] = [];
  const byModel = async ({ messages }: { messages: readonly { id: string }[] }) => {
    asked.push(...messages.map(({ id }) => id));
    return [];
  };
  const { take, memory, store } = setup({}, { byModel });
  const scope = { ...engineScope, agentId: 'work', sessionId: 'old' };
  await take([message('1', 'hello', { agentId: 'work' })]);
  await memory.drain();
  const [stored] = await store.listMessages(scope, {});
  assert.deepEqual([stored?.id, stored?.createdAt], ['1', start - day]);
  await memory.ingest(scope, [{ id: '2', role: 'user', content: 'new' }]);
  await memory.drain();
  assert.deepEqual(asked, ['2']);
  await take([message('3', 'old again', { agentId: 'work' })], { learn: true });
  await memory.drain();
  assert.deepEqual(asked, ['2', '3']);
});

test('batches are written whole; an abort leaves those before it', async () => {
  const { memory, store } = setup();
  const controller = new AbortController();
  async function* cutOff() {
    for (let line = 1; line <= 250; line += 1) {
      if (line === 220) controller.abort();
      yield statement(`fact number ${line}`, { line });
    }
  }
  const { signal } = controller;
  const run = memory.transfer.importItems(engineScope, cutOff(), { signal });
  await assert.rejects(run, { code: 'aborted' });
  assert.equal(await store.countMemories(engineScope, {}), 200);
});

test('a line that is no item fails alone', async () => {
  async function* lines() {
    yield '{"type":"statement","file":"a","line":1,"content":"I like tea"}';
    yield '{"type":"statement","file":"a","line":0,"content":"x"}';
    yield '{cut';
    yield '';
  }
  const items = await Array.fromAsync(readItems(lines(), 'items'));
  assert.deepEqual(
    items.map((item) => [item.type, item.file, item.line]),
    [
      ['statement', 'a', 1],
      ['problem', 'items', 2],
      ['problem', 'items', 3],
    ],
  );
});
