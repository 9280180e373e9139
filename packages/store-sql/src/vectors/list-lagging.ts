import type { LagQuery, Scope } from '@homarus/memory';
import { sql } from 'kysely';

import type { Db } from '../tables/schema.ts';

interface Owner {
  readonly account_id: string;
  readonly user_id: string;
}

/** Partitions that a model has not seen all entries of; over all accounts, for the worker. */
export async function listLagging(db: Db, query: LagQuery): Promise<readonly Scope[]> {
  const { provider, model, dimensions = null, after, limit } = query;
  const spaces = sql`select 1 from vector_space s
    where s.account_id = p.account_id and s.user_id = p.user_id
      and s.provider = ${provider} and s.model = ${model}
      and s.dimensions = coalesce(${dimensions}, s.dimensions)`;
  const { rows } = await sql<Owner>`
    select p.account_id, p.user_id from partition p
    where p.last_seq > 0
      and (p.account_id, p.user_id) > (${after?.accountId ?? ''}, ${after?.userId ?? ''})
      and (exists (${spaces} and s.state = 'filling')
        or not exists (${spaces} and s.state = 'active' and s.cursor >= p.last_seq))
    order by p.account_id, p.user_id
    limit ${limit}
  `.execute(db);
  return rows.map(({ account_id: accountId, user_id: userId }) => ({
    accountId,
    userId,
    agentId: '',
  }));
}
