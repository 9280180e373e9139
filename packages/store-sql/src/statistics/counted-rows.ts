import { categoryOfRole, messageRoles } from '@homarus/memory';
import type { MessageRole, Partition, RowCategory, RowFilter } from '@homarus/memory';
import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';

import { inScope } from '../memory/in-scope.ts';

/** The roles of the filter's message categories. */
export function rolesOf({ categories }: RowFilter): readonly MessageRole[] {
  return messageRoles.filter((role) => categories.includes(categoryOfRole(role)));
}

/** The name of a counted row (a memory's category or a message's role) as a category. */
export function toCategory(name: string): RowCategory {
  const role = messageRoles.find((known) => known === name);
  return role === undefined ? (name as RowCategory) : categoryOfRole(role);
}

/**
 * Live memories and messages as one table, for `from`: `name` (see {@link toCategory}), `agent_id`,
 * `session_id`, `said_at`, `importance`. Undefined when the filter means none.
 */
export function countedRows(
  partition: Partition,
  filter: RowFilter,
): RawBuilder<unknown> | undefined {
  const roles = rolesOf(filter);
  const messageCategories = new Set<string>(roles.map((role) => categoryOfRole(role)));
  const categories = filter.categories.filter((category) => !messageCategories.has(category));
  const parts = [
    ...(categories.length === 0
      ? []
      : [
          sql`select category as name, agent_id, source_session_id as session_id, said_at, importance
            from memory
            where ${inPartition(partition)} and state = 'live' and category in (${sql.join(categories)})
              and ${narrowed(filter, 'source_session_id', 'said_at')}`,
        ]),
    ...(roles.length === 0
      ? []
      : [
          sql`select role as name, agent_id, session_id, created_at as said_at,
              cast(null as double precision) as importance
            from message
            where ${inPartition(partition)} and role in (${sql.join(roles)})
              and ${narrowed(filter, 'session_id', 'created_at')}`,
        ]),
  ];
  return parts.length === 0 ? undefined : sql`(${sql.join(parts, sql` union all `)}) as counted`;
}

export function inPartition({ accountId, userId }: Partition): RawBuilder<SqlBool> {
  return inScope({ accountId, userId, agentId: '' }, 'partition');
}

/** The filter's place and time, for a table that calls session and time so. */
export function narrowed(
  filter: Omit<RowFilter, 'categories'>,
  session: string,
  time: string,
): RawBuilder<SqlBool> {
  const { agentId, sessionId, from, to } = filter;
  const conditions = [
    ...(agentId === undefined ? [] : [sql`agent_id = ${agentId}`]),
    ...(sessionId === undefined ? [] : [sql`${sql.ref(session)} = ${sessionId}`]),
    ...(from === undefined ? [] : [sql`${sql.ref(time)} >= ${from}`]),
    ...(to === undefined ? [] : [sql`${sql.ref(time)} < ${to}`]),
  ];
  return sql<SqlBool>`${sql.join([sql`1 = 1`, ...conditions], sql` and `)}`;
}
