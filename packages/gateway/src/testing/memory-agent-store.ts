import { AppError } from '@homarus/base';

import type { AgentRecord, AgentStore } from '../agents/agent-store.ts';

/** Keeps agents in memory. */
export function memoryAgentStore(): AgentStore {
  const records = new Map<string, AgentRecord>();
  const keyOf = (accountId: string, agentId: string): string =>
    JSON.stringify([accountId, agentId]);
  return {
    listAgents: async (accountId) =>
      [...records.values()].filter((record) => record.accountId === accountId),
    async createAgent(record) {
      const key = keyOf(record.accountId, record.agentId);
      if (records.has(key)) {
        throw new AppError('conflict', `There is an agent '${record.agentId}' already.`);
      }
      records.set(key, record);
    },
    async updateAgent(record) {
      const key = keyOf(record.accountId, record.agentId);
      if (!records.has(key)) return false;
      records.set(key, record);
      return true;
    },
    deleteAgent: async (accountId, agentId) => records.delete(keyOf(accountId, agentId)),
  };
}
