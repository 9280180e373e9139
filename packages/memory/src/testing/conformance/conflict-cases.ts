import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryStore, SessionArchive } from '../../ports/memory-store.ts';
import {
  sampleMemory,
  sampleMemoryWrite,
  sampleMessage,
  sampleMessages,
  sampleMessageWrite,
  sampleScope,
  sampleTime,
  sampleUpdate,
} from '../samples.ts';
import { rejectsConflict } from './expect.ts';

const group = 'conflict';
const scope = sampleScope();

function archive(number: number): SessionArchive {
  const { sessionId } = scope;
  return {
    uri: `ctx://acct-a/sessions/${sessionId}/archives/${number}`,
    sessionId,
    number,
    fromPosition: 0,
    toPosition: number,
    summary: `summary ${number}`,
    createdAt: sampleTime,
  };
}

export const conflictCases: readonly ConformanceCase<MemoryStore>[] = [
  {
    group,
    name: 'memories that have changed since the change was decided, but not messages',
    run: async (store) => {
      const memoryVersion = await store.getMemoryVersion(scope);
      const write = (id: string) => sampleMemoryWrite(sampleMemory(scope, { id, uri: id }));
      await store.commit(scope, sampleMessages(scope, 0, 1));
      // Decided by several at once, from the same memories: only one of them may add what is missing.
      const outcomes = await Promise.allSettled(
        ['mem_1', 'mem_2', 'mem_3'].map((id) =>
          store.commit(scope, { memories: [write(id)], memoryVersion }),
        ),
      );
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
      assert.equal(await store.countMemories(scope, {}), 1);
      await rejectsConflict(store.commit(scope, { memories: [write('mem_4')], memoryVersion }));
      const now = await store.getMemoryVersion(scope);
      assert.notEqual(now, memoryVersion);
      await store.commit(scope, { memories: [write('mem_5')], memoryVersion: now });
    },
  },
  {
    group,
    name: 'a position that is taken, or that leaves a gap',
    run: async (store) => {
      await store.commit(scope, sampleMessages(scope, 0, 2));
      for (const position of [1, 3]) {
        const write = sampleMessageWrite(scope, { position, key: 'msg_new', id: 'new' });
        await rejectsConflict(store.commit(scope, { messages: [write] }));
      }
      assert.equal((await store.getSessionState(scope)).nextPosition, 2);
    },
  },
  {
    group,
    name: 'a message id that the session has, which another session may reuse',
    run: async (store) => {
      await store.commit(scope, sampleMessages(scope, 0, 1));
      const write = sampleMessageWrite(scope, { position: 1, id: 'm-0' });
      await rejectsConflict(store.commit(scope, { messages: [write] }));
      const other = sampleScope({ sessionId: 's-b' });
      await store.commit(other, sampleMessages(other, 0, 1));
      assert.deepEqual(await store.findMessagesById(other, ['m-0']), [sampleMessage(other)]);
    },
  },
  {
    group,
    name: 'a message key that is taken',
    run: async (store) => {
      await store.commit(scope, sampleMessages(scope, 0, 1));
      const key = sampleMessage(scope).key;
      const write = sampleMessageWrite(scope, { position: 1, key });
      await rejectsConflict(store.commit(scope, { messages: [write] }));
    },
  },
  {
    group,
    name: 'a message that another turn has claimed',
    run: async (store) => {
      await store.commit(scope, { ...sampleMessages(scope, 0, 1) });
      const claimedKeys = [sampleMessage(scope).key];
      await store.commit(scope, { turnId: 'turn-1', claimedKeys });
      await rejectsConflict(store.commit(scope, { turnId: 'turn-2', claimedKeys }));
      assert.equal((await store.listMessages(scope, {}))[0]?.turnId, 'turn-1');
    },
  },
  {
    group,
    name: 'a revision that does not follow the stored one',
    run: async (store) => {
      const first = sampleMemory(scope);
      await store.commit(scope, { memories: [sampleMemoryWrite(first)] });
      const update = sampleUpdate(first, { content: 'Lives in Suzhou.' });
      await store.commit(scope, { memories: [update] });
      await rejectsConflict(store.commit(scope, { memories: [update] }));
      await rejectsConflict(store.commit(scope, { memories: [sampleMemoryWrite(first)] }));
      const skipped = sampleUpdate({ ...first, revision: 3 }, {});
      await rejectsConflict(store.commit(scope, { memories: [skipped] }));
      assert.deepEqual(await store.findMemories(scope, {}), [update.record]);
    },
  },
  {
    group,
    name: 'a cursor that stands elsewhere',
    run: async (store) => {
      await store.commit(scope, { cursors: [{ name: 'extract', from: 0, to: 4 }] });
      await rejectsConflict(
        store.commit(scope, { cursors: [{ name: 'extract', from: 0, to: 5 }] }),
      );
      await store.commit(scope, {
        cursors: [
          { name: 'extract', from: 4, to: 6 },
          { name: 'review', from: 0, to: 1 },
        ],
      });
      assert.deepEqual((await store.getSessionState(scope)).cursors, { extract: 6, review: 1 });
    },
  },
  {
    group,
    name: 'an archive that does not follow the last one, which the state shows',
    run: async (store) => {
      await store.commit(scope, { archive: archive(1) });
      await rejectsConflict(store.commit(scope, { archive: archive(1) }));
      await rejectsConflict(store.commit(scope, { archive: archive(3) }));
      await store.commit(scope, { archive: archive(2) });
      assert.deepEqual((await store.getSessionState(scope)).archive, archive(2));
    },
  },
  {
    group,
    name: 'all but one of many writers of the same position',
    run: async (store) => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, writer) =>
          store.commit(scope, {
            messages: [sampleMessageWrite(scope, { key: `msg_${writer}`, id: `w-${writer}` })],
          }),
        ),
      );
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      assert.equal(refused.length, 7);
      for (const { reason } of refused) await rejectsConflict(Promise.reject(reason as Error));
      assert.equal((await store.listMessages(scope, {})).length, 1);
    },
  },
];
