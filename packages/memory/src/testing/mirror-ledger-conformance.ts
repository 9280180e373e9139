import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryDatabase } from '../ports/memory-database.ts';
import type { MirroredFile, MirrorLedger } from '../ports/mirror-ledger.ts';
import { sampleMemory, sampleMemoryWrite, sampleScope, sampleTime } from './samples.ts';

const scope = sampleScope();
const partition = { accountId: scope.accountId, userId: scope.userId };
const folder = 'accounts/a/users/u/memories/user_memory_fact';

function file(name: string, fields: Partial<MirroredFile> = {}): MirroredFile {
  const hash = '00';
  return {
    ...partition,
    path: `${folder}/${name}.md`,
    memoryId: `mem_${name}`,
    agentId: '',
    hash,
    stamp: '1',
    ...fields,
  };
}

function ledgerOf(store: MemoryDatabase): MirrorLedger {
  assert.ok(store.mirrorLedger);
  return store.mirrorLedger;
}

/** What every {@link MirrorLedger} has to do. Each case expects an empty store. */
export const mirrorLedgerConformance: readonly ConformanceCase<MemoryDatabase>[] = [
  {
    group: 'mirror ledger',
    name: 'files are found by path, memory and folder, as they were noted last',
    run: async (store) => {
      const ledger = ledgerOf(store);
      const other = file('c', { path: 'accounts/b/c.md', userId: 'other', agentId: 'main' });
      await ledger.note({ files: [file('b'), file('a'), other], removed: [] });
      assert.deepEqual(await ledger.listFiles(folder), [file('a'), file('b')]);
      assert.deepEqual(await ledger.listFolders(), [folder, 'accounts/b']);
      assert.deepEqual(await ledger.findFiles([other.path, 'none']), [other]);
      assert.deepEqual(await ledger.findMemoryFiles(partition, ['mem_a', 'mem_c']), [file('a')]);
      const moved = file('b', { stamp: '2', hash: '11' });
      await ledger.note({ files: [moved], removed: [file('a').path] });
      assert.deepEqual(await ledger.listFiles(folder), [moved]);
      assert.deepEqual(await ledger.findFiles([]), []);
    },
  },
  {
    group: 'mirror ledger',
    name: 'each partition has a cursor of its own',
    run: async (store) => {
      const ledger = ledgerOf(store);
      assert.equal(await ledger.getCursor(partition), 0);
      for (const seq of [7, 9]) {
        await ledger.note({ files: [], removed: [], cursor: { partition, seq } });
      }
      assert.equal(await ledger.getCursor(partition), 9);
      assert.equal(await ledger.getCursor({ ...partition, userId: 'other' }), 0);
    },
  },
  {
    group: 'mirror ledger',
    name: 'what changed in a span is listed, for the person and not for an agent',
    run: async (store) => {
      const born = (id: string, fields = {}) =>
        sampleMemoryWrite(sampleMemory(scope, { id, ...fields }));
      const own = { ownerSpace: `agent:${scope.agentId}` as const };
      await store.commit(scope, { memories: [born('mem_b'), born('mem_a'), born('mem_c', own)] });
      const ledger = ledgerOf(store);
      const list = (from: number, to: number, limit = 9) =>
        ledger.listChanged(partition, { from, to, limit });
      const [{ createdAt } = { createdAt: sampleTime }] = await store.listRevisions(scope, 'mem_a');
      assert.deepEqual(await list(createdAt, createdAt + 1), ['mem_a', 'mem_b']);
      assert.deepEqual(await list(createdAt, createdAt + 1, 1), ['mem_a']);
      assert.deepEqual(await list(createdAt - 9, createdAt), []);
      assert.deepEqual(await list(createdAt + 1, createdAt + 9), []);
      const stranger = { ...partition, userId: 'other' };
      assert.deepEqual(await ledger.listChanged(stranger, { from: 0, to: 9e15, limit: 9 }), []);
    },
  },
];
