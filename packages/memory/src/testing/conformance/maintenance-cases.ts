import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import { checkWalks } from '../../ports/maintenance-store.ts';
import type { MaintenanceStore, StoreProblem, TermsOf } from '../../ports/maintenance-store.ts';
import type { MemoryStore } from '../../ports/memory-store.ts';
import {
  sampleJob,
  sampleMemory,
  sampleMemoryWrite,
  sampleMessages,
  sampleScope,
  sampleTime,
} from '../samples.ts';
import { allEntries } from './expect.ts';

const group = 'maintenance';
const scope = sampleScope();
const partition = { accountId: scope.accountId, userId: scope.userId };
const other = sampleScope({ accountId: 'acct-b', userId: 'u-b' });

const newTerms: TermsOf = {
  message: ({ text }) => ({ terms: `new ${text}`, termsVersion: 2 }),
  memory: ({ content }) => ({ terms: `new ${content}`, termsVersion: 2 }),
};

function maintenanceOf({ maintenance }: MemoryStore): MaintenanceStore {
  assert.ok(maintenance, 'the store has no maintenance');
  return maintenance;
}

/** Every problem of the sample partition, in steps of two rows. */
async function problemsOf(store: MemoryStore, termsVersion = 1): Promise<readonly StoreProblem[]> {
  const problems: StoreProblem[] = [];
  for (const walk of checkWalks) {
    let after: string | undefined;
    do {
      const step = { walk, limit: 2, termsVersion, ...(after === undefined ? {} : { after }) };
      const page = await maintenanceOf(store).check(partition, step);
      problems.push(...page.problems);
      after = page.next;
    } while (after !== undefined);
  }
  return problems;
}

async function fill(store: MemoryStore): Promise<void> {
  await store.commit(scope, {
    ...sampleMessages(scope, 0, 5),
    memories: [sampleMemoryWrite(sampleMemory(scope))],
  });
  await store.commit(other, sampleMessages(other, 0, 1));
}

export const maintenanceCases: readonly ConformanceCase<MemoryStore>[] = [
  {
    group,
    name: 'finds nothing wrong with what commits wrote',
    run: async (store) => {
      await fill(store);
      assert.deepEqual(await problemsOf(store), []);
      assert.deepEqual(await maintenanceOf(store).checkFile(), { damage: [], lostRevisions: 0 });
    },
  },
  {
    group,
    name: 'lists partitions in order, of all accounts or of one',
    run: async (store) => {
      await fill(store);
      const { listPartitions } = maintenanceOf(store);
      const all = await listPartitions({ limit: 10 });
      assert.deepEqual(all, [partition, { accountId: 'acct-b', userId: 'u-b' }]);
      assert.deepEqual(await listPartitions({ limit: 1, after: partition }), all.slice(1));
      assert.deepEqual(await listPartitions({ limit: 9, accountId: 'acct-a' }), [partition]);
      assert.deepEqual(await listPartitions({ limit: 9, userId: 'u-b' }), all.slice(1));
    },
  },
  {
    group,
    name: 'makes entries of an older tokenizer anew, with new numbers',
    run: async (store) => {
      await fill(store);
      const stale = await problemsOf(store, 2);
      assert.equal(stale.length, 6);
      assert.ok(stale.every(({ kind }) => kind === 'stale_terms'));
      const before = await allEntries(store, scope);
      assert.equal(await maintenanceOf(store).remakeEntries(partition, stale, newTerms), 6);
      const entries = await allEntries(store, scope);
      assert.deepEqual(
        entries.map(({ seq }) => seq),
        [7, 8, 9, 10, 11, 12],
      );
      assert.deepEqual(
        entries.map(({ terms: _terms, termsVersion: _version, seq: _seq, ...rest }) => rest),
        before.map(({ terms: _terms, termsVersion: _version, seq: _seq, ...rest }) => rest),
      );
      assert.ok(entries.every(({ terms }) => terms.startsWith('new ')));
      assert.deepEqual(await problemsOf(store, 2), []);
      const { lastSeq } = await store.commit(scope, sampleMessages(scope, 5, 6));
      assert.equal(lastSeq, 13);
    },
  },
  {
    group,
    name: 'finds memories whose messages are not there',
    run: async (store) => {
      const memory = sampleMemory(scope);
      await store.commit(scope, { memories: [sampleMemoryWrite(memory)] });
      const expected = { kind: 'orphaned_source', type: 'memory', key: memory.id };
      assert.deepEqual(await problemsOf(store), [expected]);
    },
  },
  {
    group,
    name: 'touches no row of another partition, and removes no entry that has its row',
    run: async (store) => {
      await fill(store);
      const [entry] = await allEntries(store, other);
      assert.ok(entry);
      const { remakeEntries, removeEntries } = maintenanceOf(store);
      assert.equal(await remakeEntries(partition, [entry], newTerms), 0);
      assert.equal(await removeEntries(partition, [entry]), 0);
      const [own] = await allEntries(store, scope);
      assert.ok(own);
      assert.equal(await removeEntries(partition, [own]), 0);
      assert.deepEqual(await allEntries(store, other), [entry]);
    },
  },
  {
    group,
    name: 'lists jobs by account and state, and drops those that wait',
    run: async (store) => {
      await store.commit(scope, {
        jobs: [sampleJob(scope, { id: 'job_1' }), sampleJob(scope, { id: 'job_2' })],
      });
      await store.commit(other, { jobs: [sampleJob(other, { id: 'job_3' })] });
      const desk = maintenanceOf(store);
      const ids = async (filter: Parameters<MaintenanceStore['listJobs']>[0], limit = 10) =>
        (await desk.listJobs(filter, { limit })).map(({ id, state }) => [id, state]);
      assert.deepEqual(await ids({}, 1), [['job_1', 'pending']]);
      assert.deepEqual(await ids({ accountId: 'acct-b' }), [['job_3', 'pending']]);
      assert.deepEqual(await ids({ state: 'dead' }), []);
      assert.equal(await desk.retryJobs({}, sampleTime), 0);
      assert.equal(await desk.dropJobs({ accountId: 'acct-b', ids: ['job_1'] }), 0);
      assert.equal(await desk.dropJobs({ accountId: 'acct-a', ids: ['job_1'] }), 1);
      assert.deepEqual(await ids({}), [
        ['job_2', 'pending'],
        ['job_3', 'pending'],
      ]);
    },
  },
  {
    group,
    name: 'erases all of a user and nothing else, step by step; numbers go on',
    run: async (store) => {
      await fill(store);
      const sibling = sampleScope({ userId: 'u-c', sessionId: 's-c' });
      await store.commit(sibling, { ...sampleMessages(sibling, 0, 2), jobs: [sampleJob(sibling)] });
      await store.commit(scope, {
        jobs: [sampleJob(scope)],
        tombstones: [
          { userId: scope.userId, contentHash: 'h', fingerprint: 'f', createdAt: sampleTime },
        ],
      });
      const { erase, listJobs } = maintenanceOf(store);
      let removed = 0;
      for (let count = 1; count > 0; removed += count) count = await erase(partition, 3);
      assert.ok(removed >= 8);
      assert.deepEqual(await store.listMessages(scope, {}), []);
      assert.equal(await store.countMemories(scope, { states: ['live'] }), 0);
      assert.deepEqual(await allEntries(store, scope), []);
      assert.deepEqual(await store.findTombstones(scope, ['f']), []);
      assert.deepEqual(await listJobs(partition, { limit: 9 }), []);
      assert.equal((await store.listMessages(sibling, {})).length, 2);
      assert.equal((await store.listMessages(other, {})).length, 1);
      assert.equal((await listJobs({ accountId: sibling.accountId }, { limit: 9 })).length, 1);
      const { messages, memories, drift } = await store.getStats();
      assert.deepEqual([messages, memories, drift], [3, 0, 0]);
      const { lastSeq } = await store.commit(scope, sampleMessages(scope, 0, 1));
      assert.equal(lastSeq, 7);
    },
  },
  {
    group,
    name: 'erases what the mirror knows of a user, and of nobody else',
    run: async (store) => {
      const ledger = store.mirrorLedger;
      assert.ok(ledger, 'the store has no ledger');
      const fileOf = (owner: typeof partition) => ({
        ...owner,
        path: `accounts/${owner.accountId}/users/${owner.userId}/x.md`,
        memoryId: 'mem_x',
        agentId: '',
        hash: 'h',
        stamp: 's',
      });
      const stranger = { accountId: other.accountId, userId: other.userId };
      for (const owner of [partition, stranger]) {
        const cursor = { partition: owner, seq: 3 };
        await ledger.note({ files: [fileOf(owner)], removed: [], cursor });
      }
      const { erase } = maintenanceOf(store);
      while ((await erase(partition, 1)) > 0);
      const paths = [fileOf(partition).path, fileOf(stranger).path];
      assert.deepEqual(await ledger.findFiles(paths), [fileOf(stranger)]);
      assert.deepEqual(
        [await ledger.getCursor(partition), await ledger.getCursor(stranger)],
        [0, 3],
      );
    },
  },
  {
    group,
    name: 'notes when a user or an account was erased, and keeps the note',
    run: async (store) => {
      const { erase, noteErasure, getErasedAt } = maintenanceOf(store);
      const sibling = { ...partition, userId: 'u-c' };
      assert.equal(await getErasedAt(partition), undefined);
      await noteErasure(partition, 10);
      await noteErasure(partition, 30);
      await noteErasure({ accountId: partition.accountId }, 20);
      while ((await erase({ accountId: partition.accountId }, 9)) > 0);
      assert.deepEqual([await getErasedAt(partition), await getErasedAt(sibling)], [30, 20]);
      assert.equal(await getErasedAt({ ...partition, accountId: 'acct-other' }), undefined);
    },
  },
  {
    group,
    name: 'erases an account with all of its users',
    run: async (store) => {
      await fill(store);
      const sibling = sampleScope({ userId: 'u-c', sessionId: 's-c' });
      await store.commit(sibling, sampleMessages(sibling, 0, 2));
      const { erase } = maintenanceOf(store);
      while ((await erase({ accountId: scope.accountId }, 4)) > 0);
      for (const gone of [scope, sibling]) {
        assert.deepEqual(await allEntries(store, gone), []);
        assert.deepEqual(await store.listMessages(gone, {}), []);
      }
      assert.equal((await store.listMessages(other, {})).length, 1);
    },
  },
];
