import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryQuery, MemoryStore } from '../../ports/memory-store.ts';
import type { MemoryRecord } from '../../record.ts';
import { sampleLesson, sampleMemory, sampleMemoryWrite, sampleScope } from '../samples.ts';
import { sampleTime, sampleUpdate } from '../samples.ts';

const group = 'memories';
const scope = sampleScope();

const library: readonly MemoryRecord[] = [
  sampleMemory(scope, { id: 'mem_1', updatedAt: sampleTime + 1, importance: 0.9, weight: 0.5 }),
  sampleMemory(scope, {
    id: 'mem_2',
    updatedAt: sampleTime + 3,
    importance: 0.5,
    weight: 1,
    category: 'user_memory_preference',
    attribute: 'favourite.colour',
    value: '蓝色',
    content: 'Likes blue.',
    uri: 'ctx://acct-a/users/u-a/memories/user_memory_preference/blue',
  }),
  sampleMemory(scope, { id: 'mem_3', updatedAt: sampleTime + 2, subject: 'Ann', weight: 0.1 }),
  sampleMemory(scope, {
    id: 'mem_4',
    updatedAt: sampleTime + 3,
    importance: 0.5,
    attribute: undefined,
    value: undefined,
    source: {
      provenance: 'manual',
      sessionId: undefined,
      messageIds: [],
      quote: undefined,
      saidAt: 7,
    },
  }),
  sampleMemory(scope, { id: 'mem_5', supersededAt: sampleTime + 9, supersededBy: 'mem_1' }),
  sampleMemory(scope, { id: 'mem_6', deletedAt: sampleTime + 9, supersededAt: sampleTime + 8 }),
  sampleLesson(scope, { id: 'mem_7', updatedAt: sampleTime }),
];

async function fill(store: MemoryStore): Promise<void> {
  await store.commit(scope, { memories: library.map((record) => sampleMemoryWrite(record)) });
}

const queries: readonly (readonly [MemoryQuery, readonly string[]])[] = [
  [{}, ['mem_4', 'mem_2', 'mem_3', 'mem_1', 'mem_7']],
  [{ limit: 2 }, ['mem_4', 'mem_2']],
  [{ order: 'weight' }, ['mem_7', 'mem_4', 'mem_2', 'mem_1', 'mem_3']],
  [{ order: 'weight', limit: 1, subject: 'Ann' }, ['mem_3']],
  [{ ids: ['mem_1', 'mem_5', 'mem_none'] }, ['mem_1']],
  [{ ids: ['mem_1', 'mem_5'], states: ['live', 'superseded', 'deleted'] }, ['mem_1', 'mem_5']],
  [{ ids: [] }, []],
  [{ states: ['superseded'] }, ['mem_5']],
  [{ states: ['deleted'] }, ['mem_6']],
  [{ categories: ['user_memory_preference', 'self_improving_learnings'] }, ['mem_2', 'mem_7']],
  [{ uri: 'ctx://acct-a/users/u-a/memories/user_memory_preference/blue' }, ['mem_2']],
  [{ subject: 'user', attribute: 'city' }, ['mem_1']],
  [{ contentHash: 'hash-Likes blue.' }, ['mem_2']],
  [{ fingerprint: 'print-Run the tests first.' }, ['mem_7']],
  [{ sourceSessionId: 's-a', categories: ['user_memory_fact'] }, ['mem_3', 'mem_1']],
  [{ limit: 2, offset: 1 }, ['mem_2', 'mem_3']],
  [{ offset: 9 }, []],
  [{ order: 'importance', limit: 3 }, ['mem_1', 'mem_3', 'mem_7']],
  [{ order: 'said', limit: 2, offset: 3 }, ['mem_7', 'mem_4']],
  [{ saidFrom: 7, saidTo: 8 }, ['mem_4']],
  [{ saidFrom: 8, importanceMin: 0.5, importanceMax: 0.7 }, ['mem_2', 'mem_3', 'mem_7']],
  [{ terms: ['Likes'] }, ['mem_2']],
  [{ terms: ['Likes', 'green.'] }, []],
  [{ terms: ['Like'] }, []],
  [{ agentId: 'main', limit: 1 }, ['mem_4']],
  [{ agentId: 'other' }, []],
  [{ knownAt: sampleTime - 1, states: ['live', 'superseded', 'deleted'] }, []],
  [{ knownAt: sampleTime + 8, states: ['superseded', 'deleted'] }, ['mem_5']],
  [{ knownAt: sampleTime + 7, states: ['superseded', 'deleted'] }, ['mem_6', 'mem_5']],
  [{ knownAt: sampleTime + 9, states: ['superseded', 'deleted'] }, []],
];

export const memoryCases: readonly ConformanceCase<MemoryStore>[] = [
  {
    group,
    name: 'come back exactly as they were written',
    run: async (store) => {
      await fill(store);
      const states = ['live', 'superseded', 'deleted'] as const;
      const found = await store.findMemories(scope, { states });
      assert.deepEqual(
        [...found].sort((a, b) => (a.id < b.id ? -1 : 1)),
        library,
      );
    },
  },
  {
    group,
    name: 'are filtered and ordered as the query says',
    run: async (store) => {
      await fill(store);
      for (const [query, ids] of queries) {
        const found = await store.findMemories(scope, query);
        assert.deepEqual(
          found.map(({ id }) => id),
          ids,
          JSON.stringify(query),
        );
      }
    },
  },
  {
    group,
    name: 'are counted whatever the limit',
    run: async (store) => {
      await fill(store);
      for (const [query, ids] of queries) {
        const { limit: _limit, offset: _offset, ...all } = query;
        const found = await store.findMemories(scope, all);
        assert.equal(await store.countMemories(scope, query), found.length, JSON.stringify(query));
        assert.ok(ids.length <= found.length);
      }
      assert.equal(await store.countMemories({ ...scope, userId: 'u-b' }, {}), 0);
      assert.equal(await store.countMemories({ ...scope, agentId: 'other' }, {}), 4);
    },
  },
  {
    group,
    name: 'keep their revisions, newest first, with the state before',
    run: async (store) => {
      const first = sampleMemory(scope);
      const second = sampleUpdate(first, { content: 'Lives in Suzhou.', value: 'Suzhou' });
      const third = sampleUpdate(second.record, { deletedAt: sampleTime + 5, kind: 'profile' });
      for (const write of [sampleMemoryWrite(first), second, third]) {
        await store.commit(scope, { memories: [write] });
      }
      assert.deepEqual(await store.listRevisions(scope, first.id), [
        third.revision,
        second.revision,
        sampleMemoryWrite(first).revision,
      ]);
      assert.deepEqual(await store.listRevisions(scope, 'mem_none'), []);
    },
  },
  {
    group,
    name: 'may take several revisions in one change, in order',
    run: async (store) => {
      const first = sampleMemory(scope);
      const second = sampleUpdate(first, { content: 'Lives in Suzhou.' });
      const receipt = await store.commit(scope, { memories: [sampleMemoryWrite(first), second] });
      assert.deepEqual(await store.findMemories(scope, {}), [second.record]);
      assert.equal((await store.listRevisions(scope, first.id)).length, 2);
      const entries = await store.listSearchEntries(scope, { afterSeq: 0, limit: 10 });
      assert.deepEqual(
        entries.map(({ seq }) => seq),
        [receipt.lastSeq],
      );
      assert.equal((await store.getStats()).memories, 1);
    },
  },
  {
    group,
    name: 'count when they are read, without a revision or a new entry',
    run: async (store) => {
      await fill(store);
      const { lastSeq } = await store.commit(scope, {});
      await store.touchMemories(scope, ['mem_1', 'mem_none', 'mem_1'], sampleTime + 50);
      await store.touchMemories(scope, ['mem_1'], sampleTime + 60);
      const [touched] = await store.findMemories(scope, { ids: ['mem_1'] });
      const expected = { ...library[0], accessCount: 2, lastAccessedAt: sampleTime + 60 };
      assert.deepEqual(touched, expected);
      assert.equal((await store.commit(scope, {})).lastSeq, lastSeq);
    },
  },
];
