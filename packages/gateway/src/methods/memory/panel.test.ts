import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode, isAppError, silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import { createMemory } from '@homarus/memory';
import type { Memory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';
import type {
  MemoryAdminAdded,
  MemoryAdminConfig,
  MemoryAdminDashboard,
  MemoryAdminDeleted,
  MemoryAdminFacets,
  MemoryAdminPage,
} from '@homarus/protocol';

import { createAgents } from '../../agents.ts';
import { createAuditTrail } from '../../audit/audit-trail.ts';
import { joinMemoryMethods } from '../../gateway-memory.ts';
import { callAs } from '../../testing/call-as.ts';
import { memoryAuditStore } from '../../testing/memory-audit-store.ts';
import type { EnabledTabs } from './index.ts';

const accountId = 'acct-demo';
const agentId = 'main';

/** The methods over an engine in memory, at 2026-11-21T10:00 in Shanghai. */
function start(memoryTabs?: EnabledTabs) {
  const clock = manualClock(Date.parse('2026-11-21T02:00:00Z'));
  const ids = sequentialIds();
  const store = memoryMemoryStore({ clock });
  const memory: Memory = createMemory({ store, jobs: store, clock, ids, log: silentLogger });
  const auditRows = memoryAuditStore();
  const audit = createAuditTrail({ store: auditRows, clock, ids, log: silentLogger }, accountId);
  const methods = joinMemoryMethods(
    { memory, memoryPanel: memory, agents: createAgents([{ id: agentId }]), audit, clock, ids },
    { accountId, timeZone: 'Asia/Shanghai', ...(memoryTabs === undefined ? {} : { memoryTabs }) },
  );
  const methodOf = (name: string) => {
    const method = methods.find((known) => known.name === name);
    assert.ok(method, name);
    return method;
  };
  return {
    memory,
    store,
    clock,
    auditRows,
    methodOf,
    call: async <T>(name: string, params: object = {}): Promise<T> =>
      (await methodOf(`memory.admin.${name}`).invoke(params, callAs())) as T,
    say: (text: string, turnId: string) =>
      memory.afterTurn(
        { accountId, userId: 'u-default', agentId, sessionId: 'ses_1' },
        {
          turnId,
          messages: [
            { role: 'user', content: text },
            { role: 'assistant', content: 'Noted.' },
          ],
        },
      ),
  };
}

type Started = ReturnType<typeof start>;

/** How a call fails, as its answer says it. */
async function failureOf({ methodOf }: Started, name: string, params: object): Promise<unknown> {
  const method = methodOf(`memory.admin.${name}`);
  try {
    await method.invoke(params, callAs());
  } catch (error) {
    assert.ok(isAppError(error));
    return method.failurePayload?.(error);
  }
  return assert.fail(`${name} did not fail`);
}

const add = (place: Started, text: string, category: string): Promise<MemoryAdminAdded> =>
  place.call('add', { agentId, text, category });

test('the configuration names every category in both languages, and which tab has it', async () => {
  const config = await start().call<MemoryAdminConfig>('config');
  assert.equal(config.categoryLabelsZh['full_context_tool_result'], '全文 · 工具结果');
  assert.deepEqual(
    Object.keys(config.categoryLabels.en).toSorted(),
    Object.values(config.tabCategories).flat().toSorted(),
  );
  assert.deepEqual(config.memoryTypeFilterOptions.self[0], {
    category: 'self_improving_learnings',
    labelZh: '最佳实践',
  });
});

test('a tab that is off is empty everywhere', async () => {
  const place = start({ full: false, self: true });
  await place.say('I live in Oslo.', 'turn-1');
  const config = await place.call<MemoryAdminConfig>('config');
  assert.equal(config.enableFullContextMemory, false);
  assert.deepEqual(config.tabCategories.full, []);
  const page = await place.call<MemoryAdminPage>('list', { agentId, tab: 'full' });
  assert.deepEqual(page, { items: [], total: 0, page: 1, pageSize: 100 });
  const facets = await place.call<MemoryAdminFacets>('facets', { tab: 'full' });
  assert.deepEqual(facets, { agents: [], sessions: [] });
  const span = { timeFrom: '2026-11-20T00:00:00Z', timeTo: '2026-11-22T00:00:00Z' };
  const { byKind } = await place.call<MemoryAdminDashboard>('dashboard', { agentId, ...span });
  assert.equal(byKind.full, 0);
});

test('what is added by hand is listed, in its own session, and deleted', async () => {
  const place = start();
  const added = await add(place, 'Lives in Oslo.', 'user_memory_fact');
  assert.deepEqual([added.chunkRows, added.createdAt], [1, place.clock.now()]);
  const [item] = (await place.call<MemoryAdminPage>('list', { agentId })).items;
  assert.equal(item?.id, added.id);
  assert.equal(item.sessionId, 'manual_insert');
  assert.equal(item.text, 'Lives in Oslo.');
  assert.equal(item.isDeleted, false);
  const message = await add(place, 'verbatim', 'full_context_user');
  const items = [
    { agentId, id: added.id },
    { agentId, id: message.id },
    { agentId, id: 'mem_0' },
  ];
  const deleted = await place.call<MemoryAdminDeleted>('delete', { items: [...items, {}, null] });
  assert.deepEqual(deleted, {
    deleted: 1,
    kept: [
      { agentId, id: message.id, reason: 'verbatim' },
      { agentId, id: 'mem_0', reason: 'not_found' },
    ],
  });
  assert.equal((await place.call<MemoryAdminPage>('list', { agentId })).total, 0);
  const gone = await place.call<MemoryAdminPage>('list', { agentId, states: ['deleted'] });
  assert.equal(gone.items[0]?.isDeleted, true);
  assert.deepEqual(
    (await place.auditRows.listAudit(accountId)).map(({ action }) => action),
    ['memory.admin.delete', 'memory.admin.add', 'memory.admin.add'],
  );
});

test('a text that is added is cut at 8,000 characters, not inside of one', async () => {
  const place = start();
  const { id } = await add(place, `${'a'.repeat(7999)}😀`, 'full_context_assistant');
  const { items } = await place.call<MemoryAdminPage>('list', { agentId, tab: 'full' });
  assert.deepEqual(
    items.map((item) => [item.id, item.text.length, item.category]),
    [[id, 7999, 'full_context_assistant']],
  );
});

test('messages are listed by turn, the latest first, each turn in its order', async () => {
  const place = start();
  await place.say('one', 'turn-1');
  place.clock.advance(1000);
  await place.say('two', 'turn-2');
  const { items, total } = await place.call<MemoryAdminPage>('list', { agentId, tab: 'full' });
  assert.equal(total, 4);
  assert.deepEqual(
    items.map(({ text, batchId, seqInBatch }) => [text, batchId, seqInBatch]),
    [
      ['two', 'turn-2', 0],
      ['Noted.', 'turn-2', 1],
      ['one', 'turn-1', 0],
      ['Noted.', 'turn-1', 1],
    ],
  );
  const filter = { agentId, tab: 'full', category: 'full_context_user', sortDesc: false };
  const asked = await place.call<MemoryAdminPage>('list', { ...filter, page: 2, limit: 1 });
  assert.deepEqual([asked.items[0]?.text, asked.total, asked.pageSize], ['two', 2, 1]);
});

test('filters that are empty are none, and a page is never larger than 500', async () => {
  const place = start();
  await add(place, 'Lives in Oslo.', 'user_memory_fact');
  const none = { sessionId: '', category: '', timeFrom: null, timeTo: '' };
  const page = await place.call<MemoryAdminPage>('list', { agentId, ...none, limit: 9999 });
  assert.deepEqual([page.total, page.pageSize], [1, 500]);
});

test('the dashboard counts by kind, time, importance, agent and session', async () => {
  const place = start();
  await add(place, 'Lives in Oslo.', 'user_memory_fact');
  await add(place, 'Run the tests first.', 'self_improving_learnings');
  await place.say('hello', 'turn-1');
  const asked = { agentId, timeFrom: '2026-11-21T00:30:00Z', timeTo: '2026-11-21T04:00:00Z' };
  const board = await place.call<MemoryAdminDashboard>('dashboard', asked);
  assert.deepEqual(board.byKind, { user: 1, self: 1, full: 2, other: 0 });
  assert.deepEqual(board.importance, { low: 0, mid: 0, high: 2, avg: 0.7 });
  assert.deepEqual(
    board.byBucket.map(({ label, count }) => [label, count]),
    [
      ['11-21 08:00', 0],
      ['11-21 09:00', 0],
      ['11-21 10:00', 4],
      ['11-21 11:00', 0],
    ],
  );
  assert.deepEqual(board.topAgents, [{ agentId, count: 4 }]);
  assert.equal(board.uniqueSessions, 2);
  assert.equal(board.timeFromMs, Date.parse(asked.timeFrom));
  const session = await place.call<MemoryAdminDashboard>('dashboard', {
    ...asked,
    agentId: '*',
    sessionId: 'ses_1',
  });
  assert.equal(session.total, 2);
});

test('what does not fit is refused with its status', async () => {
  const place = start();
  const statusOf = async (name: string, params: object) =>
    ((await failureOf(place, name, params)) as { readonly status: number }).status;
  const span = { timeFrom: '2026-11-20', timeTo: '2026-11-22' };
  assert.equal(await statusOf('dashboard', span), 400);
  assert.equal(await statusOf('dashboard', { agentId, ...span, timeTo: 'soon' }), 400);
  assert.equal(await statusOf('dashboard', { agentId, timeFrom: '2026-11-20' }), 400);
  assert.equal(await statusOf('list', { agentId, category: 'self_improving_errors' }), 400);
  assert.equal(await statusOf('list', { agentId, category: 'nonsense' }), 400);
  assert.equal(await statusOf('add', { agentId, text: 'x', category: 'full_context_memory' }), 400);
  assert.equal(await statusOf('add', { agentId, text: 'x', category: 'other' }), 400);
  assert.equal(await statusOf('edit', { agentId, id: 'mem_0', importance: 1 }), 404);
  assert.deepEqual(await failureOf(place, 'delete', { items: [{ id: 'mem_0' }] }), {
    error: 'items required',
    status: 400,
  });
});

test('an edit has a history and can be undone', async () => {
  const place = start();
  const { id } = await add(place, 'Lives in Oslo.', 'user_memory_fact');
  const one = { agentId, id };
  await place.call('edit', { ...one, content: 'Lives in Bergen.', revision: 1 });
  const stale = place.call('edit', { ...one, content: 'Lives in Rome.', revision: 1 });
  await assert.rejects(stale, (error) => hasCode(error, 'conflict'));
  const { memory } = await place.call<{ memory: { content: string } }>('undo', one);
  assert.equal(memory.content, 'Lives in Oslo.');
  const { revisions } = await place.call<{ revisions: readonly { cause: string }[] }>(
    'history',
    one,
  );
  assert.deepEqual(
    revisions.map(({ cause }) => cause),
    ['undo', 'person', 'person'],
  );
});

test('a search says why it found something; a day has what was said and learned', async () => {
  const place = start();
  await add(place, 'Lives in Oslo.', 'user_memory_fact');
  await place.say('Is it cold in Oslo?', 'turn-1');
  const found = await place.call<{
    readonly hits: readonly { readonly lanes: readonly object[] }[];
    readonly trace: { readonly terms: readonly object[] };
  }>('search', { agentId, query: 'Oslo' });
  assert.ok(found.hits.length > 0 && found.hits.every(({ lanes }) => lanes.length > 0));
  assert.ok(found.trace.terms.length > 0);
  const log = await place.call<{
    readonly day: string;
    readonly messages: MemoryAdminPage;
    readonly memories: MemoryAdminPage;
  }>('log', { agentId });
  assert.equal(log.day, '2026-11-21');
  assert.deepEqual([log.messages.total, log.memories.total], [2, 1]);
  const before = await place.call<typeof log>('log', { agentId, day: '2026-11-20' });
  assert.equal(before.messages.total, 0);
});

test('the queue, the checks and the vectors answer for the caller’s own account', async () => {
  const place = start();
  await place.say('I live in Oslo.', 'turn-1');
  const queue = await place.call<{ readonly jobs: readonly { readonly kind: string }[] }>('queue');
  assert.ok(queue.jobs.some(({ kind }) => kind === 'extract'));
  assert.deepEqual(await place.call('retry'), { retried: 0 });
  assert.deepEqual(await place.call('drop'), { dropped: 0 });
  const { drift } = await place.call<{ readonly drift: number }>('verify');
  assert.equal(drift, 0);
  const spaces = await place.call<{ readonly isComplete: boolean }>('spaces', { agentId });
  assert.equal(spaces.isComplete, true);
  assert.deepEqual(await place.call('archives', { agentId, sessionId: 'ses_1' }), {
    sessionId: 'ses_1',
    archives: [],
  });
});

test('a memory leaves in chunks and comes back in chunks', async () => {
  const place = start();
  await place.say('x'.repeat(600_000), 'turn-1');
  interface Chunk {
    readonly exportId: string;
    readonly lines: readonly string[];
    readonly isLast: boolean;
  }
  const chunks = [await place.call<Chunk>('export')];
  for (let last = chunks[0]; last?.isLast === false; last = chunks.at(-1)) {
    chunks.push(await place.call<Chunk>('export', { exportId: last.exportId }));
  }
  assert.ok(chunks.length > 1);
  const ended = place.call('export', { exportId: chunks[0]?.exportId });
  await assert.rejects(ended, (error) => hasCode(error, 'not_found'));

  const other = start();
  let importId: string | undefined;
  for (const { lines } of chunks) {
    ({ importId } = await other.call<{ importId: string }>('import', {
      lines,
      ...(importId === undefined ? {} : { importId }),
    }));
  }
  const done = { importId, lines: [], isLast: true };
  const { report } = await other.call<{ report: object }>('import', done);
  assert.deepEqual(
    { ...report, memories: 0 },
    { ...report, memories: 0, messages: 2, rejected: 0 },
  );
  const rubbish = other.call('import', { lines: ['{"no":"export"}'], isLast: true });
  await assert.rejects(rubbish, (error) => hasCode(error, 'invalid_request'));
});

test('memory.search finds the caller’s own; the status names what searches', async () => {
  const place = start();
  await add(place, 'Lives in Oslo.', 'user_memory_fact');
  const search = async (userId: string) =>
    (await place.methodOf('memory.search').invoke({ query: 'Oslo' }, callAs({ userId }))) as {
      readonly searchMode: string;
      readonly results: readonly { readonly snippet: string; readonly source: string }[];
    };
  const own = await search('u-default');
  assert.equal(own.searchMode, 'keyword');
  assert.deepEqual(
    own.results.map(({ snippet, source }) => [snippet, source]),
    [['Lives in Oslo.', 'memory']],
  );
  assert.deepEqual((await search('bob')).results, []);
  const status = await place.methodOf('doctor.memory.status').invoke({}, callAs());
  assert.equal((status as { readonly embedding: { readonly ok: boolean } }).embedding.ok, false);
  const health = await place.methodOf('memory.status').invoke({}, callAs());
  const { agfs, searchMode } = health as { readonly agfs: boolean; readonly searchMode: string };
  assert.deepEqual([agfs, searchMode], [false, 'keyword']);
});
