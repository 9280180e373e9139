import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { AgentRecord, AgentStore } from '../agents/agent-store.ts';

const group = 'agents';

function sample(given: Partial<AgentRecord> = {}): AgentRecord {
  return {
    accountId: 'acct-a',
    agentId: 'code-helper',
    name: '代码助手',
    emoji: '🦞',
    avatar: undefined,
    model: 'cloud/m1',
    workspace: undefined,
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_001,
    ...given,
  };
}

/** What every {@link AgentStore} has to do. Each case expects an empty store. */
export const agentStoreConformance: readonly ConformanceCase<AgentStore>[] = [
  {
    group,
    name: 'are listed as they were made, in order',
    run: async (store) => {
      const first = sample();
      const second = sample({ agentId: 'a', avatar: 'https://x/y.png', workspace: '/srv/a' });
      await store.createAgent(first);
      await store.createAgent(second);
      assert.deepEqual(await store.listAgents('acct-a'), [first, second]);
    },
  },
  {
    group,
    name: 'of one id cannot be made twice',
    run: async (store) => {
      await store.createAgent(sample());
      const again = store.createAgent(sample({ name: 'Other' }));
      await assert.rejects(again, (error) => hasCode(error, 'conflict'));
      assert.deepEqual(await store.listAgents('acct-a'), [sample()]);
    },
  },
  {
    group,
    name: 'are replaced in their place',
    run: async (store) => {
      await store.createAgent(sample());
      await store.createAgent(sample({ agentId: 'b' }));
      const changed = sample({ name: 'New', emoji: undefined, model: undefined, updatedAt: 2 });
      assert.equal(await store.updateAgent(changed), true);
      assert.deepEqual(await store.listAgents('acct-a'), [changed, sample({ agentId: 'b' })]);
      assert.equal(await store.updateAgent(sample({ agentId: 'none' })), false);
    },
  },
  {
    group,
    name: 'are deleted once',
    run: async (store) => {
      await store.createAgent(sample());
      assert.equal(await store.deleteAgent('acct-a', 'code-helper'), true);
      assert.equal(await store.deleteAgent('acct-a', 'code-helper'), false);
      assert.deepEqual(await store.listAgents('acct-a'), []);
    },
  },
  {
    group,
    name: 'of another account do not exist',
    run: async (store) => {
      await store.createAgent(sample());
      const foreign = sample({ accountId: 'acct-b' });
      assert.deepEqual(await store.listAgents('acct-b'), []);
      assert.equal(await store.updateAgent(foreign), false);
      assert.equal(await store.deleteAgent('acct-b', 'code-helper'), false);
      await store.createAgent(foreign);
      assert.deepEqual(await store.listAgents('acct-a'), [sample()]);
    },
  },
];
