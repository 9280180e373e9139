import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryAccess } from '../../memory-access.ts';
import { lin, noonOf, says } from './access-scope.ts';

const { accountId, userId } = lin;

async function tell(memory: MemoryAccess): Promise<void> {
  const messages = [
    says('I am allergic to peanuts.', { id: 'm1', createdAt: noonOf(1) }),
    says('Noted.', { id: 'm2', role: 'assistant', createdAt: noonOf(1) + 1000 }),
  ];
  await memory.afterTurn(lin, { turnId: 't1', messages, wait: true });
}

/** What operators do, and the numbers of the panel. */
export const careCases: readonly ConformanceCase<MemoryAccess>[] = [
  {
    group: 'care',
    name: 'verifies and repairs an account, a user and everything',
    run: async (memory) => {
      await tell(memory);
      for (const target of [{ accountId }, { accountId, userId }, {}]) {
        const report = await memory.maintenance.verify(target);
        assert.deepEqual([report.drift, report.damage, report.lostRevisions], [0, [], 0]);
        assert.ok(report.checked > 0);
        assert.deepEqual([...new Set(Object.values(report.problems))], [0]);
        const { found, left, remadeEntries } = await memory.maintenance.repair(target);
        assert.deepEqual([found, left, remadeEntries], [report, report, 0]);
      }
    },
  },
  {
    group: 'care',
    name: 'shows the queue, and drops a job by its id',
    run: async ({ maintenance, ...memory }) => {
      await memory.afterTurn(lin, { turnId: 't1', messages: [says('I like tea.')] });
      const jobs = await maintenance.listJobs({ accountId });
      const [job] = jobs;
      assert.deepEqual(
        [job?.state, job?.scope.userId, job?.lastError],
        ['pending', userId, undefined],
      );
      assert.deepEqual(await maintenance.listJobs({ accountId, state: 'dead' }), []);
      assert.equal(await maintenance.retryJobs({ accountId }), 0);
      assert.equal(await maintenance.dropJobs({ accountId, ids: [job?.id ?? ''] }), 1);
      assert.equal((await maintenance.listJobs({ accountId })).length, jobs.length - 1);
    },
  },
  {
    group: 'care',
    name: 'says that there are no vectors without a model',
    run: async ({ vectors }) => {
      assert.deepEqual(await vectors.status(lin), {
        model: null,
        isComplete: true,
        spaces: [],
        failure: null,
      });
      await assert.rejects(vectors.reembed(lin, { force: true }), (error) =>
        hasCode(error, 'invalid_request'),
      );
    },
  },
  {
    group: 'care',
    name: 'carries a memory out, and knows it when it comes back',
    run: async (memory) => {
      await tell(memory);
      const lines = await Array.fromAsync(memory.transfer.export({ accountId }));
      assert.ok(lines.length >= 5);
      const back = async function* (): AsyncGenerator<string> {
        yield* lines;
      };
      const report = await memory.transfer.import({ accountId }, back());
      assert.deepEqual(
        [report.isComplete, report.rejected, report.messages, report.memories],
        [true, 0, 0, 0],
      );
      assert.ok(report.duplicates >= 3);
    },
  },
  {
    group: 'statistics',
    name: 'count the person’s rows, and list what was said together',
    run: async (memory) => {
      await tell(memory);
      const { statistics } = memory;
      const person = { accountId, userId };
      const categories = [
        'full_context_user',
        'full_context_assistant',
        'user_memory_fact',
      ] as const;
      assert.deepEqual(await statistics.listPlaces(person, { categories }), {
        agentIds: ['main'],
        sessionIds: ['monday'],
      });
      const span = { from: noonOf(1) - 3_600_000, to: noonOf(2), timeZone: 'Asia/Shanghai' };
      const { total, byCategory, buckets, agents } = await statistics.overview(person, {
        categories,
        ...span,
      });
      assert.deepEqual(
        [total, byCategory],
        [3, { full_context_user: 1, full_context_assistant: 1, user_memory_fact: 1 }],
      );
      assert.deepEqual(agents, { unique: 1, top: [{ name: 'main', count: 3 }] });
      assert.deepEqual(
        buckets.filter(({ count }) => count > 0).map(({ key, count }) => [key, count]),
        [['2026-05-01T20:00+08:00', 3]],
      );
      const page = { limit: 10, offset: 0, newestFirst: true };
      const listed = await statistics.listBatches(person, { categories }, page);
      assert.deepEqual(
        [
          listed.total,
          listed.messages.map(({ message, batchId, seqInBatch }) => [
            message.id,
            batchId,
            seqInBatch,
          ]),
        ],
        [
          2,
          [
            ['m1', 't1', 0],
            ['m2', 't1', 1],
          ],
        ],
      );
      assert.equal(listed.messages[0]?.message.name, undefined);
      const beyond = { categories, from: noonOf(2) };
      assert.equal((await statistics.listBatches(person, beyond, page)).total, 0);
    },
  },
];
