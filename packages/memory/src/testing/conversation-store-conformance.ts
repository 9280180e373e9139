import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { PreparedCompaction } from '../ports/conversation-store.ts';
import type { MemoryDatabase } from '../ports/memory-database.ts';
import type { SessionArchive } from '../ports/memory-store.ts';
import { sampleMessageWrite, sampleScope, sampleTime } from './samples.ts';

const scope = sampleScope();
const prepared: PreparedCompaction = {
  token: 'cmp_1',
  fromPosition: 3,
  toPosition: 9,
  createdAt: sampleTime,
  expiresAt: sampleTime + 1000,
};
const archive = (number: number): SessionArchive => ({
  uri: `ctx://acct-a/sessions/s-a/archives/${number}`,
  sessionId: scope.sessionId,
  number,
  fromPosition: 0,
  toPosition: number,
  summary: `## ${number}`,
  createdAt: sampleTime + number,
});
const group = 'a prepared compaction';

/** What every {@link ConversationStore} has to do, beside the stores of the same database. */
export const conversationStoreConformance: readonly ConformanceCase<MemoryDatabase>[] = [
  {
    group,
    name: 'is redeemed once, by one of many',
    run: async (store) => {
      await store.addCompaction(scope, prepared);
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, () => store.redeemCompaction(scope, 'cmp_1', sampleTime)),
      );
      const redeemed = outcomes.filter(({ status }) => status === 'redeemed');
      assert.deepEqual(redeemed, [{ status: 'redeemed', prepared }]);
      assert.equal(outcomes.filter(({ status }) => status === 'used').length, 7);
      const late = await store.redeemCompaction(scope, 'cmp_1', sampleTime + 5000);
      assert.deepEqual(late, { status: 'used' });
    },
  },
  {
    group,
    name: 'expires at its instant and not before',
    run: async (store) => {
      await store.addCompaction(scope, prepared);
      await store.addCompaction(scope, { ...prepared, token: 'cmp_2' });
      const { expiresAt } = prepared;
      const { status } = await store.redeemCompaction(scope, 'cmp_1', expiresAt);
      assert.equal(status, 'expired');
      const justInTime = await store.redeemCompaction(scope, 'cmp_2', expiresAt - 1);
      assert.equal(justInTime.status, 'redeemed');
    },
  },
  {
    group,
    name: 'is foreign to every other scope, whose attempt does not spend it',
    run: async (store) => {
      await store.addCompaction(scope, prepared);
      for (const other of [
        { accountId: 'acct-b' },
        { userId: 'u-b' },
        { agentId: 'other' },
        { sessionId: 's-b' },
      ]) {
        const outcome = await store.redeemCompaction(sampleScope(other), 'cmp_1', sampleTime);
        assert.deepEqual(outcome, { status: 'foreign' });
      }
      const unknown = await store.redeemCompaction(scope, 'cmp_0', sampleTime);
      assert.deepEqual(unknown, { status: 'foreign' });
      const { status } = await store.redeemCompaction(scope, 'cmp_1', sampleTime);
      assert.equal(status, 'redeemed');
    },
  },
  {
    group: 'a session',
    name: 'counts its messages by role, and knows when they were said',
    run: async (store) => {
      const nothing = {
        messages: 0,
        messagesByRole: {},
        firstMessageAt: undefined,
        lastMessageAt: undefined,
      };
      assert.deepEqual(await store.countMessages(scope), nothing);
      const messages = [
        sampleMessageWrite(scope, { position: 0, createdAt: 70 }),
        sampleMessageWrite(scope, { position: 1, createdAt: 50, role: 'assistant' }),
        sampleMessageWrite(scope, { position: 2, createdAt: 60 }),
      ];
      await store.commit(scope, { messages });
      assert.deepEqual(await store.countMessages(scope), {
        messages: 3,
        messagesByRole: { user: 2, assistant: 1 },
        firstMessageAt: 50,
        lastMessageAt: 70,
      });
      assert.deepEqual(await store.countMessages(sampleScope({ sessionId: 's-b' })), nothing);
    },
  },
  {
    group: 'a session',
    name: 'lists its archives, newest first, at most so many',
    run: async (store) => {
      for (const number of [1, 2, 3]) await store.commit(scope, { archive: archive(number) });
      const listed = await store.listArchives(scope, { limit: 2 });
      assert.deepEqual(listed, [archive(3), archive(2)]);
      for (const other of [{ userId: 'u-b' }, { agentId: 'b' }, { sessionId: 's-b' }]) {
        assert.deepEqual(await store.listArchives(sampleScope(other), { limit: 9 }), []);
      }
    },
  },
  {
    group: 'a session',
    name: 'has its last archive replaced, while that is provisional',
    run: async (store) => {
      const provisional = { ...archive(1), isProvisional: true as const };
      await store.commit(scope, { archive: provisional });
      assert.deepEqual((await store.getSessionState(scope)).archive, provisional);
      const final = { ...archive(1), summary: '## Final' };
      for (const other of [{ userId: 'u-b' }, { agentId: 'b' }, { accountId: 'acct-b' }]) {
        assert.equal(await store.replaceArchive(sampleScope(other), final), false);
      }
      assert.equal(await store.replaceArchive(scope, final), true);
      assert.deepEqual(await store.listArchives(scope, { limit: 9 }), [final]);
      assert.equal(await store.replaceArchive(scope, archive(1)), false);
      await store.commit(scope, { archive: { ...archive(2), isProvisional: true } });
      await store.commit(scope, { archive: archive(3) });
      assert.equal(await store.replaceArchive(scope, archive(2)), false);
      assert.deepEqual((await store.getSessionState(scope)).archive, archive(3));
    },
  },
];
