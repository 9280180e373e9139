import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryStore } from '../../ports/memory-store.ts';
import type { MemoryQuery } from '../../ports/memory-store.ts';
import {
  sampleLesson,
  sampleMemory,
  sampleMemoryWrite,
  sampleMessage,
  sampleMessageWrite,
  sampleScope,
  sampleTime,
  sampleUpdate,
} from '../samples.ts';
import { allEntries, rejectsConflict } from './expect.ts';

const group = 'visibility';
const scope = sampleScope();
const anyState: MemoryQuery = { states: ['live', 'superseded', 'deleted'] };

const strangers = [
  sampleScope({ accountId: 'acct-b' }),
  sampleScope({ userId: 'u-b' }),
  sampleScope({ accountId: 'ACCT-A' }),
  sampleScope({ userId: '' }),
];

async function fill(store: MemoryStore): Promise<void> {
  await store.commit(scope, {
    turnId: 'turn-1',
    messages: [sampleMessageWrite(scope)],
    memories: [sampleMemory(scope), sampleLesson(scope)].map((item) => sampleMemoryWrite(item)),
    tombstones: [
      { userId: scope.userId, contentHash: 'h', fingerprint: 'gone', createdAt: sampleTime },
    ],
    cursors: [{ name: 'extract', from: 0, to: 1 }],
  });
}

export const visibilityCases: readonly ConformanceCase<MemoryStore>[] = [
  {
    group,
    name: 'another account or user sees nothing',
    run: async (store) => {
      await fill(store);
      for (const stranger of strangers) {
        assert.deepEqual(await store.listMessages(stranger, {}), []);
        assert.deepEqual(await store.findMessages(stranger, [sampleMessage(scope).key]), []);
        assert.deepEqual(await store.findMessagesById(stranger, ['m-0']), []);
        assert.deepEqual(await store.findMemories(stranger, anyState), []);
        assert.deepEqual(await store.listRevisions(stranger, sampleMemory(scope).id), []);
        assert.deepEqual(await store.findTombstones(stranger, ['gone']), []);
        assert.deepEqual(await allEntries(store, stranger), []);
        assert.equal((await store.getSessionState(stranger)).nextPosition, 0);
        assert.deepEqual((await store.getSessionState(stranger)).cursors, {});
      }
    },
  },
  {
    group,
    name: 'another agent of the user sees what is known of the user, and nothing else',
    run: async (store) => {
      await fill(store);
      const coder = sampleScope({ agentId: 'coder' });
      assert.deepEqual(await store.listMessages(coder, {}), []);
      assert.deepEqual(await store.findMessages(coder, [sampleMessage(scope).key]), []);
      assert.deepEqual(await store.findMessagesById(coder, ['m-0']), []);
      assert.deepEqual(await store.findMemories(coder, anyState), [sampleMemory(scope)]);
      assert.equal((await store.listRevisions(coder, sampleMemory(scope).id)).length, 1);
      assert.deepEqual(await store.listRevisions(coder, sampleLesson(scope).id), []);
      assert.deepEqual(await store.findTombstones(coder, ['gone']), ['gone']);
      assert.equal((await store.getSessionState(coder)).nextPosition, 0);
    },
  },
  {
    group,
    name: 'another agent may change what is known of the user, not what an agent learned',
    run: async (store) => {
      await fill(store);
      const coder = sampleScope({ agentId: 'coder' });
      const fact = sampleUpdate(sampleMemory(scope), { content: 'Lives in Suzhou.' });
      await store.commit(coder, { memories: [fact] });
      assert.deepEqual(await store.findMemories(scope, { ids: [fact.record.id] }), [fact.record]);
      const id = sampleLesson(scope).id;
      const stolen = sampleLesson(coder, { id, revision: 2 });
      await rejectsConflict(store.commit(coder, { memories: [sampleMemoryWrite(stolen)] }));
      await store.touchMemories(coder, [id], sampleTime);
      assert.deepEqual(await store.findMemories(scope, { ids: [id] }), [sampleLesson(scope)]);
    },
  },
  {
    group,
    name: 'a stranger changes no row, nor takes its key',
    run: async (store) => {
      await fill(store);
      for (const [index, stranger] of strangers.entries()) {
        await store.touchMemories(stranger, [sampleMemory(scope).id], sampleTime + 1);
        await store.commit(stranger, { liftedTombstones: ['gone'] });
        const id = sampleMemory(scope).id;
        const taken = sampleMemoryWrite(sampleMemory(stranger, { id }));
        await rejectsConflict(store.commit(stranger, { memories: [taken] }));
        const turn = { turnId: 'turn-1', messages: [sampleMessageWrite(stranger)] };
        assert.equal((await store.commit(stranger, turn)).status, 'committed');
        const claim = { turnId: `c-${index}`, claimedKeys: [sampleMessage(scope).key] };
        await rejectsConflict(store.commit(stranger, claim));
      }
      assert.deepEqual(await store.findMemories(scope, { ids: [sampleMemory(scope).id] }), [
        sampleMemory(scope),
      ]);
      assert.deepEqual(await store.findTombstones(scope, ['gone']), ['gone']);
      assert.deepEqual(await store.listMessages(scope, {}), [sampleMessage(scope)]);
    },
  },
  {
    group,
    name: 'a change with rows of another scope is a bug, and refused',
    run: async (store) => {
      const stranger = sampleScope({ userId: 'u-b' });
      await assert.rejects(store.commit(scope, { messages: [sampleMessageWrite(stranger)] }));
      const memories = [sampleMemoryWrite(sampleMemory(stranger))];
      await assert.rejects(store.commit(scope, { memories }));
      const coder = sampleScope({ agentId: 'coder' });
      await assert.rejects(
        store.commit(scope, { memories: [sampleMemoryWrite(sampleLesson(coder))] }),
      );
      assert.deepEqual(await allEntries(store, scope), []);
      assert.deepEqual(await allEntries(store, stranger), []);
    },
  },
];
