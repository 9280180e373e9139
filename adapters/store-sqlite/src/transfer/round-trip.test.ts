import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import type { Memory, MemoryDatabase } from '@homarus/memory';
import {
  memoryMemoryStore,
  sampleLesson,
  sampleMemory,
  sampleMemoryWrite,
  sampleMessages,
  sampleMessageWrite,
  sampleScope,
  sampleTime,
  sampleUpdate,
} from '@homarus/memory/testing';

import { openSqlite } from '../open-sqlite.ts';

const scope = sampleScope();
const account = { accountId: scope.accountId };

const places: Readonly<Record<string, () => Promise<MemoryDatabase>>> = {
  sqlite: async () => {
    const stores = await openSqlite({ path: ':memory:', log: silentLogger });
    return { ...stores.memory, [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() };
  },
  twin: async () => memoryMemoryStore(),
};

async function collect(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

/** The first difference alone: a whole diff would be thousands of lines. */
function assertSame(found: readonly string[], expected: readonly string[]): void {
  const index = expected.findIndex((line, place) => line !== found[place]);
  assert.equal(found[index], expected[index]);
  assert.equal(found.length, expected.length);
}

async function* stream(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

function memoryOver(store: MemoryDatabase): Memory {
  const ids = createIds();
  return createMemory({ store, jobs: store, clock: systemClock, ids, log: silentLogger });
}

/** Everything that an export carries. */
async function fill(store: MemoryDatabase): Promise<void> {
  const first = sampleMemory(scope, { uri: 'ctx://acct-a/users/u-a/memories/user_memory_fact/1' });
  const second = sampleUpdate(first, { content: 'Lives in Suzhou.', supersededBy: 'mem_x' });
  const third = sampleUpdate(second.record, { deletedAt: sampleTime + 5, kind: 'profile' });
  const claimed = Array.from({ length: 450 }, (_, position) =>
    sampleMessageWrite(scope, {
      position,
      turnId: 't-1',
      senderId: 'x',
      text: `message ${position}`,
      content: [{ type: 'text', text: 'é' }],
    }),
  );
  await store.commit(scope, {
    turnId: 't-1',
    messages: claimed,
    memories: [sampleMemoryWrite(first), second, third, sampleMemoryWrite(sampleLesson(scope))],
    cursors: [{ name: 'extract:user', from: 0, to: 440 }],
    tombstones: [{ userId: 'u-a', contentHash: 'h', fingerprint: 'p', createdAt: 7 }],
    archive: {
      uri: 'ctx://acct-a/sessions/s-a/archives/1',
      sessionId: 's-a',
      number: 1,
      fromPosition: 0,
      toPosition: 9,
      summary: '## Main Topics\n花生',
      createdAt: sampleTime,
    },
  });
  await store.touchMemories(scope, [first.id], sampleTime + 50);
  const elsewhere = sampleScope({ agentId: 'writer', sessionId: 's-b' });
  await store.commit(elsewhere, sampleMessages(elsewhere, 0, 3));
  const foreign = sampleScope({ accountId: 'acct-b' });
  await store.commit(foreign, sampleMessages(foreign, 0, 2));
}

for (const [name, open] of Object.entries(places)) {
  test(`${name}: an export taken into an empty database exports the same again`, async () => {
    await using source = await open();
    await fill(source);
    await using from = memoryOver(source);
    const lines = await collect(from.transfer.export(account));
    await using target = await open();
    await using into = memoryOver(target);
    const dry = await into.transfer.import(account, stream(lines), { dryRun: true });
    assert.equal(dry.messages, 453);
    assert.equal((await target.getStats()).messages, 0);
    const report = await into.transfer.import(account, stream(lines));
    assert.deepEqual(report, {
      messages: 453,
      memories: 2,
      archives: 1,
      tombstones: 1,
      duplicates: 1,
      rejected: 0,
      rejectedLines: [],
      isComplete: true,
    });
    assertSame(await collect(into.transfer.export(account)), lines);
    assert.equal((await into.maintenance.verify(account)).drift, 0);
    const again = await into.transfer.import(account, stream(lines));
    assert.equal(again.messages + again.memories + again.archives + again.tombstones, 0);
    assert.equal(again.duplicates, lines.length - 2);
    assertSame(await collect(into.transfer.export(account)), lines);
    // The turn is known: a host that repeats it stores nothing twice.
    const repeated = await into.afterTurn(scope, {
      turnId: 't-1',
      messages: [{ role: 'user', content: 'again' }],
    });
    assert.equal(repeated.status, 'duplicate');
    const { hits } = await into.search(scope, 'message 12', { limit: 5 });
    assert.ok(hits.some(({ sourceMessageIds }) => sourceMessageIds.includes('m-12')));
  });
}

test('an import that was cut off is resumed, and its bad lines are told by number', async () => {
  await using source = (await places['sqlite']?.()) ?? memoryMemoryStore();
  await fill(source);
  await using from = memoryOver(source);
  const lines = await collect(from.transfer.export(account));
  await using target = memoryMemoryStore();
  await using into = memoryOver(target);
  const cut = await into.transfer.import(account, stream(lines.slice(0, 100)));
  assert.equal(cut.isComplete, false);
  const spoiled = lines.toSpliced(1, 0, '{ "type": "message"', '{"type":"unknown"}');
  const report = await into.transfer.import(account, stream(spoiled));
  assert.equal(report.messages, 453 - 99);
  assert.deepEqual(
    report.rejectedLines.map(({ line }) => line),
    [2, 3],
  );
  assertSame(await collect(into.transfer.export(account)), lines);
});

test('an export of another account is refused, unless it is to be adopted', async () => {
  await using source = memoryMemoryStore();
  await fill(source);
  await using from = memoryOver(source);
  const lines = await collect(from.transfer.export(account));
  await using target = memoryMemoryStore();
  await using into = memoryOver(target);
  const other = { accountId: 'acct-z' };
  await assert.rejects(into.transfer.import(other, stream(lines)), { code: 'invalid_request' });
  await assert.rejects(into.transfer.import(other, stream(['hello'])), { code: 'invalid_request' });
  const report = await into.transfer.import(other, stream(lines), { adopt: true });
  assert.equal(report.rejected, 0);
  const [lesson] = await target.findMemories(sampleScope(other), { states: ['live'] });
  assert.equal(lesson?.accountId, 'acct-z');
  assert.match(lesson?.uri ?? '', /^ctx:\/\/acct-z\//u);
  const everything = await collect(from.transfer.export({}));
  const partly = await into.transfer.import(account, stream(everything));
  assert.equal(partly.rejected > 0, true);
});
