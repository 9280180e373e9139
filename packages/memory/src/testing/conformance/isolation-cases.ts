import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import { visibleAgentOf } from '../../ports/memory-change.ts';
import type { MemoryChange, MemoryStore } from '../../ports/memory-store.ts';
import type { MemoryRecord } from '../../record.ts';
import { isVisible } from '../../scope.ts';
import type { SessionScope } from '../../scope.ts';
import { sampleLesson, sampleMemory, sampleMemoryWrite, sampleMessageWrite } from '../samples.ts';
import { sampleScope, sampleTime, sampleUpdate } from '../samples.ts';
import { seededRandom } from '../seeded-random.ts';
import { allEntries } from './expect.ts';

/** Scopes that share every name but one: the hardest to keep apart. */
const scopes: readonly SessionScope[] = ['a', 'b'].flatMap((account) =>
  ['x', 'y'].flatMap((user) =>
    ['main', 'coder'].flatMap((agentId) =>
      ['s-1', 's-2'].map((sessionId) =>
        sampleScope({ accountId: account, userId: user, agentId, sessionId }),
      ),
    ),
  ),
);

interface Model {
  readonly memories: Map<string, MemoryRecord>;
  readonly positions: Map<SessionScope, number>;
}

/** A change that the scope may make: some messages, a new memory, a change of one that it sees. */
function randomChange(model: Model, scope: SessionScope, random: () => number): MemoryChange {
  const from = model.positions.get(scope) ?? 0;
  const count = Math.floor(random() * 3);
  model.positions.set(scope, from + count);
  const messages = Array.from({ length: count }, (_, index) =>
    sampleMessageWrite(scope, { position: from + index }),
  );
  const make = random() < 0.5 ? sampleMemory : sampleLesson;
  const born = make(scope, { id: `mem_${model.memories.size}` });
  const own = [...model.memories.values()].filter((record) => sees(scope, record));
  const chosen = own[Math.floor(random() * own.length)];
  const update = chosen && sampleUpdate(chosen, randomEnd(random()));
  for (const record of [born, update?.record]) {
    if (record !== undefined) model.memories.set(record.id, record);
  }
  return {
    messages,
    memories: [sampleMemoryWrite(born), ...(update === undefined ? [] : [update])],
  };
}

function randomEnd(chance: number): Partial<MemoryRecord> {
  if (chance < 0.3) return { deletedAt: sampleTime + 1 };
  return chance < 0.6 ? { supersededAt: sampleTime + 1 } : { weight: chance };
}

function sees(scope: SessionScope, record: MemoryRecord): boolean {
  const { accountId, userId } = record;
  return isVisible(scope, { accountId, userId, agentId: visibleAgentOf(record) });
}

async function assertReads(store: MemoryStore, model: Model, scope: SessionScope): Promise<void> {
  const messages = await store.listMessages(scope, {});
  assert.equal(messages.length, model.positions.get(scope) ?? 0);
  assert.ok(messages.every((row) => isVisible(scope, row) && row.sessionId === scope.sessionId));
  const everyKey = (await Promise.all(scopes.map((other) => store.listMessages(other, {}))))
    .flat()
    .map(({ key }) => key);
  const found = await store.findMessages(scope, everyKey);
  assert.ok(found.length >= messages.length && found.every((row) => isVisible(scope, row)));
  const memories = await store.findMemories(scope, {
    ids: [...model.memories.keys()],
    states: ['live', 'superseded', 'deleted'],
    limit: 10_000,
  });
  const expected = [...model.memories.values()].filter((record) => sees(scope, record));
  const byId = (a: MemoryRecord, b: MemoryRecord): number => (a.id < b.id ? -1 : 1);
  assert.deepEqual([...memories].sort(byId), expected.sort(byId));
  for (const record of model.memories.values()) {
    const revisions = await store.listRevisions(scope, record.id);
    assert.equal(revisions.length, sees(scope, record) ? record.revision : 0);
  }
  const own = await allEntries(store, scope);
  const { accountId, userId } = scope;
  const inPartition = new Set(
    [...model.memories.values()]
      .filter((row) => row.accountId === accountId && row.userId === userId)
      .map(({ id }) => id),
  );
  for (const { type, key } of own) {
    assert.ok(
      type === 'memory' ? inPartition.has(key) : key.startsWith(`msg_${accountId}/${userId}/`),
    );
  }
}

export const isolationCases: readonly ConformanceCase<MemoryStore>[] = [1, 2, 3].map((seed) => ({
  group: 'isolation',
  name: `no read of a scope returns a row of another, after random changes (seed ${seed})`,
  run: async (store) => {
    const random = seededRandom(seed);
    const model: Model = { memories: new Map(), positions: new Map() };
    for (let step = 0; step < 60; step += 1) {
      const scope = scopes[Math.floor(random() * scopes.length)] ?? sampleScope();
      await store.commit(scope, randomChange(model, scope, random));
    }
    for (const scope of scopes) await assertReads(store, model, scope);
    const stats = await store.getStats();
    assert.equal(stats.memories, model.memories.size);
    assert.equal(stats.drift, 0);
  },
}));
