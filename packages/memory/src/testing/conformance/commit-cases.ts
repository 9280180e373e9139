import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryChange, MemoryStore, SessionArchive } from '../../ports/memory-store.ts';
import {
  sampleJob,
  sampleMemory,
  sampleMemoryWrite,
  sampleMessage,
  sampleMessages,
  sampleMessageWrite,
  sampleScope,
  sampleTime,
} from '../samples.ts';
import { allEntries, rejectsConflict } from './expect.ts';

const group = 'commit';
const scope = sampleScope();

const archive: SessionArchive = {
  uri: 'ctx://acct-a/sessions/s-a/archives/1',
  sessionId: scope.sessionId,
  number: 1,
  fromPosition: 0,
  toPosition: 0,
  summary: '## Main Topics\n',
  createdAt: sampleTime,
};

/** A change that writes one row of each kind. */
const everything: MemoryChange = {
  turnId: 'turn-1',
  messages: [sampleMessageWrite(scope, { position: 0, turnId: 'turn-1' })],
  memories: [sampleMemoryWrite(sampleMemory(scope))],
  tombstones: [
    { userId: scope.userId, contentHash: 'h', fingerprint: 'gone', createdAt: sampleTime },
  ],
  cursors: [{ name: 'extract', from: 0, to: 1 }],
  archive,
  jobs: [sampleJob(scope)],
};

async function assertNothing(store: MemoryStore): Promise<void> {
  assert.deepEqual(await store.listMessages(scope, {}), []);
  assert.deepEqual(await store.findMemories(scope, {}), []);
  assert.deepEqual(await store.listRevisions(scope, sampleMemory(scope).id), []);
  assert.deepEqual(await store.findTombstones(scope, ['gone']), []);
  assert.deepEqual(await allEntries(store, scope), []);
  assert.deepEqual(await store.getSessionState(scope), {
    nextPosition: 0,
    cursors: {},
    archive: undefined,
  });
  const stats = await store.getStats();
  assert.deepEqual([stats.messages, stats.memories, stats.drift], [0, 0, 0]);
}

export const commitCases: readonly ConformanceCase<MemoryStore>[] = [
  {
    group,
    name: 'writes every part, and counts it',
    run: async (store) => {
      assert.deepEqual(await store.commit(scope, everything), { status: 'committed', lastSeq: 2 });
      assert.deepEqual(await store.listMessages(scope, {}), [
        sampleMessage(scope, { turnId: 'turn-1' }),
      ]);
      assert.deepEqual(await store.findMemories(scope, {}), [sampleMemory(scope)]);
      assert.deepEqual(await store.findTombstones(scope, ['gone', 'other']), ['gone']);
      assert.deepEqual(await store.getSessionState(scope), {
        nextPosition: 1,
        cursors: { extract: 1 },
        archive,
      });
      const stats = await store.getStats();
      assert.deepEqual([stats.messages, stats.memories, stats.drift], [1, 1, 0]);
    },
  },
  {
    group,
    name: 'leaves nothing when any of its parts fails',
    run: async (store) => {
      const broken: readonly MemoryChange[] = [
        { messages: [sampleMessageWrite(scope), sampleMessageWrite(scope, { position: 2 })] },
        { memories: [sampleMemoryWrite(sampleMemory(scope, { revision: 2 }))] },
        { cursors: [{ name: 'extract', from: 7, to: 8 }] },
        { archive: { ...archive, number: 2 } },
        { claimedKeys: ['msg_unknown'] },
        { jobs: [sampleJob(scope), sampleJob(scope)] },
      ];
      for (const part of broken) {
        await rejectsConflict(store.commit(scope, { ...everything, ...part }));
        await assertNothing(store);
      }
      assert.equal((await store.commit(scope, everything)).status, 'committed');
    },
  },
  {
    group,
    name: 'writes nothing for a turn that the session has seen',
    run: async (store) => {
      await store.commit(scope, { ...sampleMessages(scope, 0, 2), turnId: 'turn-1' });
      const again = await store.commit(scope, { ...sampleMessages(scope, 2, 4), turnId: 'turn-1' });
      assert.deepEqual(again, { status: 'duplicate', lastSeq: 2 });
      assert.equal((await store.listMessages(scope, {})).length, 2);
      const elsewhere = sampleScope({ sessionId: 's-b' });
      const other = await store.commit(elsewhere, {
        ...sampleMessages(elsewhere, 0, 1),
        turnId: 'turn-1',
      });
      assert.deepEqual(other, { status: 'committed', lastSeq: 3 });
    },
  },
  {
    group,
    name: 'gives stored messages to the turn that claims them',
    run: async (store) => {
      await store.commit(scope, sampleMessages(scope, 0, 2));
      const key = sampleMessage(scope, { position: 1 }).key;
      await store.commit(scope, { turnId: 'turn-1', claimedKeys: [key] });
      assert.deepEqual(
        (await store.listMessages(scope, {})).map(({ turnId }) => turnId),
        [undefined, 'turn-1'],
      );
      assert.deepEqual(
        (await store.findMessages(scope, [key])).map(({ turnId }) => turnId),
        ['turn-1'],
      );
    },
  },
  {
    group,
    name: 'sets, finds and lifts tombstones',
    run: async (store) => {
      const tombstones = ['p1', 'p2'].map((fingerprint) => ({
        userId: scope.userId,
        contentHash: 'h',
        fingerprint,
        createdAt: sampleTime,
      }));
      await store.commit(scope, { tombstones });
      await store.commit(scope, { tombstones });
      assert.deepEqual([...(await store.findTombstones(scope, ['p1', 'p2', 'p3']))].sort(), [
        'p1',
        'p2',
      ]);
      await store.commit(scope, { liftedTombstones: ['p1', 'p9'] });
      assert.deepEqual(await store.findTombstones(scope, ['p1', 'p2']), ['p2']);
      assert.deepEqual(await store.findTombstones(scope, []), []);
    },
  },
  {
    group,
    name: 'accepts a change of nothing',
    run: async (store) => {
      assert.deepEqual(await store.commit(scope, {}), { status: 'committed', lastSeq: 0 });
      await assertNothing(store);
    },
  },
];
