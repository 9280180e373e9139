import { AppError } from '@homarus/base';
import type { AgentStore } from '@homarus/gateway';

import type { SqlDatabase } from '../database/sql-database.ts';
import { fromAgentRow, toAgentRow } from '../tables/agent-table.ts';

/** Agents that were made over the wire. */
export function sqlAgentStore({ of }: SqlDatabase): AgentStore {
  return {
    listAgents: async (accountId) => {
      const rows = await of(accountId)
        .selectFrom('agent')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('number')
        .execute();
      return rows.map(fromAgentRow);
    },
    createAgent: async (record) => {
      const made = await of(record.accountId)
        .insertInto('agent')
        .values(toAgentRow(record))
        .onConflict((conflict) => conflict.columns(['account_id', 'agent_id']).doNothing())
        .returning('agent_id')
        .executeTakeFirst();
      if (made !== undefined) return;
      throw new AppError('conflict', `There is an agent '${record.agentId}' already.`, {
        details: { agentId: record.agentId },
      });
    },
    updateAgent: async (record) => {
      const { account_id, agent_id, ...columns } = toAgentRow(record);
      const changed = await of(account_id)
        .updateTable('agent')
        .set(columns)
        .where('account_id', '=', account_id)
        .where('agent_id', '=', agent_id)
        .returning('agent_id')
        .executeTakeFirst();
      return changed !== undefined;
    },
    deleteAgent: async (accountId, agentId) => {
      const deleted = await of(accountId)
        .deleteFrom('agent')
        .where('account_id', '=', accountId)
        .where('agent_id', '=', agentId)
        .returning('agent_id')
        .executeTakeFirst();
      return deleted !== undefined;
    },
  };
}
