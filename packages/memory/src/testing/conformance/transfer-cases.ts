import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryStore } from '../../ports/memory-store.ts';
import type { TransferPage, TransferQuery, TransferStore } from '../../ports/transfer-store.ts';
import { sampleLesson, sampleMemory, sampleMemoryWrite } from '../samples.ts';
import { sampleMessages, sampleScope, sampleUpdate } from '../samples.ts';

const group = 'transfer';
const scope = sampleScope();
const partition = { accountId: scope.accountId, userId: scope.userId };
const writer = sampleScope({ agentId: 'writer', sessionId: 's-b' });
const other = sampleScope({ accountId: 'acct-b' });

function transferOf({ transfer }: MemoryStore): TransferStore {
  assert.ok(transfer, 'the store has no transfer');
  return transfer;
}

/** Everything, read one item a page. */
async function all<T>(
  list: (query: TransferQuery) => Promise<TransferPage<T>>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const page = await list({ limit: 1, ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}

export const transferCases: readonly ConformanceCase<MemoryStore>[] = [
  {
    group,
    name: 'reads a partition across its agents and in every state, and no other',
    run: async (store) => {
      const first = sampleMemory(scope, { uri: 'ctx://1' });
      const gone = sampleUpdate(first, { deletedAt: 9 });
      const lesson = sampleLesson(writer, { uri: 'ctx://2' });
      const prints = ['p-1', 'p-2'];
      const tombstones = prints.map((fingerprint) => ({
        userId: 'u-a',
        contentHash: 'h',
        fingerprint,
        createdAt: 7,
      }));
      await store.commit(scope, {
        ...sampleMessages(scope, 0, 2),
        memories: [sampleMemoryWrite(first), gone],
        tombstones,
      });
      await store.commit(writer, {
        ...sampleMessages(writer, 0, 1),
        memories: [sampleMemoryWrite(lesson)],
      });
      await store.commit(other, sampleMessages(other, 0, 1));
      const transfer = transferOf(store);
      const sessions = await all((query) => transfer.listSessions(partition, query));
      assert.deepEqual(sessions, [scope, writer]);
      const memories = await all((query) => transfer.listMemories(partition, query));
      assert.deepEqual(memories, [gone.record, lesson]);
      const found = await all((query) => transfer.listTombstones(partition, query));
      assert.deepEqual(found, tombstones);
    },
  },
  {
    group,
    name: 'notes turns once, so that they are duplicates from then on',
    run: async (store) => {
      const transfer = transferOf(store);
      assert.equal(await transfer.addTurns(scope, ['t-1', 't-2']), 2);
      assert.equal(await transfer.addTurns(scope, ['t-2', 't-3']), 1);
      const turns = await all((query) => transfer.listTurns(scope, query));
      assert.deepEqual(turns, ['t-1', 't-2', 't-3']);
      const receipt = await store.commit(scope, { turnId: 't-3', ...sampleMessages(scope, 0, 1) });
      assert.equal(receipt.status, 'duplicate');
      assert.deepEqual(await all((query) => transfer.listTurns(writer, query)), []);
    },
  },
];
