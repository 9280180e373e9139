import type { ReviewStore } from '@homarus/memory';

import { toJson } from '../tables/columns.ts';
import { fromReviewRow } from '../tables/review-table.ts';
import type { SqlDatabase } from '../database/sql-database.ts';
import { inScope } from './in-scope.ts';

export function reviewRows({ of }: SqlDatabase): ReviewStore {
  return {
    addReview: async ({ accountId, userId, agentId }, report) => {
      const owner = { account_id: accountId, user_id: userId, agent_id: agentId };
      await of(accountId)
        .insertInto('review')
        .values({ ...owner, finished_at: report.finishedAt, report: toJson(report) })
        .execute();
    },
    getLastReview: async (scope) => {
      const row = await of(scope.accountId)
        .selectFrom('review')
        .select('report')
        .where(inScope(scope, 'agent'))
        .orderBy('finished_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : fromReviewRow(row);
    },
  };
}
