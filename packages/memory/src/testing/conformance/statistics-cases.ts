import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import { memoryCategories, messageCategories } from '../../category.ts';
import type { MemoryStatistics } from '../../ports/memory-statistics.ts';
import type { MemoryStore } from '../../ports/memory-store.ts';
import type { MemoryRecord } from '../../record.ts';
import { sampleLesson, sampleMemory, sampleMemoryWrite, sampleMessageWrite } from '../samples.ts';
import { sampleScope, sampleTime } from '../samples.ts';

const group = 'statistics';
const scope = sampleScope();
const coder = sampleScope({ agentId: 'coder', sessionId: 's-b' });
const other = sampleScope({ userId: 'u-b' });
const all = { categories: [...memoryCategories, ...messageCategories] };
const hourMs = 3_600_000;

function statisticsOf({ statistics }: MemoryStore): MemoryStatistics {
  assert.ok(statistics, 'the store does not count');
  return statistics;
}

function said(record: MemoryRecord, at: number): MemoryRecord {
  return { ...record, source: { ...record.source, saidAt: at } };
}

/** Four messages and three live memories of one person, beside what must not be counted. */
async function fill(store: MemoryStore): Promise<void> {
  const turn = { turnId: 'turn-1' };
  await store.commit(scope, {
    turnId: 'turn-1',
    messages: [
      sampleMessageWrite(scope, { position: 0, ...turn, createdAt: sampleTime + hourMs }),
      sampleMessageWrite(scope, {
        position: 1,
        ...turn,
        role: 'assistant',
        createdAt: sampleTime + 2 * hourMs,
      }),
    ],
    memories: [
      sampleMemoryWrite(said(sampleMemory(scope, { importance: 0.1 }), sampleTime)),
      sampleMemoryWrite(sampleLesson(scope, { importance: 0.34 })),
      sampleMemoryWrite(
        sampleMemory(scope, { id: 'mem_gone', content: 'x', supersededAt: sampleTime }),
      ),
    ],
  });
  await store.commit(scope, {
    messages: [sampleMessageWrite(scope, { position: 2, createdAt: sampleTime + 9 * hourMs })],
  });
  await store.commit(coder, {
    messages: [
      sampleMessageWrite(coder, { role: 'toolResult', createdAt: sampleTime + 5 * hourMs }),
    ],
    memories: [
      sampleMemoryWrite(
        said(sampleMemory(coder, { id: 'mem_coder', content: 'y', importance: 0.9 }), sampleTime),
      ),
    ],
  });
  await store.commit(other, { messages: [sampleMessageWrite(other)] });
}

export const statisticsCases: readonly ConformanceCase<MemoryStore>[] = [
  {
    group,
    name: 'counts live memories and messages of all agents of one person',
    run: async (store) => {
      await fill(store);
      const starts = [0, 1, 2].map((index) => sampleTime + index * 2 * hourMs);
      const summary = await statisticsOf(store).summarize(scope, all, starts);
      const { average, ...classes } = summary.importance;
      assert.equal(summary.total, 7);
      assert.deepEqual(summary.byCategory, {
        user_memory_fact: 2,
        self_improving_learnings: 1,
        full_context_user: 2,
        full_context_assistant: 1,
        full_context_tool_result: 1,
      });
      assert.deepEqual(summary.byBucket, [4, 1, 2]);
      assert.deepEqual(classes, { low: 1, mid: 1, high: 1 });
      assert.ok(Math.abs(average - (0.1 + 0.34 + 0.9) / 3) < 1e-9);
      assert.deepEqual(summary.agents, {
        unique: 2,
        top: [
          { name: 'main', count: 5 },
          { name: 'coder', count: 2 },
        ],
      });
      assert.deepEqual(
        summary.sessions.top.map(({ name }) => name),
        ['s-a', 's-b'],
      );
    },
  },
  {
    group,
    name: 'narrows by category, agent, session and time',
    run: async (store) => {
      await fill(store);
      const { summarize } = statisticsOf(store);
      const count = async (filter: object) =>
        (await summarize(scope, { ...all, ...filter }, [])).total;
      assert.equal(await count({ agentId: 'coder' }), 2);
      assert.equal(await count({ sessionId: 's-a', categories: messageCategories }), 3);
      assert.equal(await count({ categories: ['user_memory_fact'] }), 2);
      assert.equal(await count({ from: sampleTime + 2 * hourMs, to: sampleTime + 9 * hourMs }), 2);
      assert.equal(await count({ categories: [] }), 0);
    },
  },
  {
    group,
    name: 'counts nothing as nothing',
    run: async (store) => {
      const none = { unique: 0, top: [] };
      assert.deepEqual(await statisticsOf(store).summarize(scope, all, [sampleTime]), {
        total: 0,
        byCategory: {},
        byBucket: [0],
        agents: none,
        sessions: none,
        importance: { low: 0, mid: 0, high: 0, average: 0 },
      });
    },
  },
  {
    group,
    name: 'lists agents and sessions, each once and sorted',
    run: async (store) => {
      await fill(store);
      const { listPlaces } = statisticsOf(store);
      assert.deepEqual(await listPlaces(scope, all), {
        agentIds: ['coder', 'main'],
        sessionIds: ['s-a', 's-b'],
      });
      const lessons = { categories: ['self_improving_learnings'] as const };
      assert.deepEqual((await listPlaces(scope, lessons)).agentIds, ['main']);
      assert.deepEqual((await listPlaces(scope, { categories: [] })).agentIds, []);
    },
  },
  {
    group,
    name: 'lists messages by batch; a filter leaves their places as they are',
    run: async (store) => {
      await fill(store);
      const { listBatches } = statisticsOf(store);
      const places = async (filter: object, page: object = {}) => {
        const whole = { limit: 10, offset: 0, newestFirst: true, ...page };
        const found = await listBatches(scope, { ...all, ...filter }, whole);
        return [found.total, found.messages.map((row) => [row.message.id, row.seqInBatch])];
      };
      const turn = [
        ['m-0', 0],
        ['m-1', 1],
      ];
      const inMain = { agentId: 'main' };
      assert.deepEqual(await places(inMain), [3, [['m-2', 0], ...turn]]);
      assert.deepEqual(await places(inMain, { newestFirst: false }), [3, [...turn, ['m-2', 0]]]);
      assert.deepEqual(await places(inMain, { limit: 1, offset: 1 }), [3, [['m-0', 0]]]);
      assert.deepEqual(await places({ categories: ['full_context_assistant'] }), [1, [['m-1', 1]]]);
      const [first] = (await listBatches(scope, all, { limit: 1, offset: 2, newestFirst: true }))
        .messages;
      assert.equal(first?.batchId, 'turn-1');
    },
  },
];
