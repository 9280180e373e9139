import { assertNever } from '@homarus/base';
import type { Scope } from '@homarus/memory';
import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';

import { fragmentsOf } from '../database/dialect.ts';
import type { Db } from '../tables/schema.ts';

/**
 * Whose the rows of a table are: the whole partition's (an account's user), of one agent in it, of
 * one of the agent's sessions, or, for memories, of one agent or of all (`visible_to` is null).
 */
export type Ownership = 'partition' | 'agent' | 'session' | 'memory';

/**
 * The one place where a scope becomes SQL. Every statement that reads or changes existing rows of a
 * person has this condition, or {@link onlyInScope}.
 */
export function inScope(scope: Scope, ownership: Ownership): RawBuilder<SqlBool> {
  return condition(scope, ownership, (name) => sql.ref(name));
}

/**
 * {@link inScope} for a statement that looks up keys of which few are wanted: the scope only filters.
 * Left to itself, a planner might rather walk all rows of the scope.
 */
export function onlyInScope(db: Db, scope: Scope, ownership: Ownership): RawBuilder<SqlBool> {
  return condition(scope, ownership, fragmentsOf(db).unindexed);
}

function condition(
  { accountId, userId, agentId, sessionId }: Scope,
  ownership: Ownership,
  column: (name: string) => RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  const partition = sql<SqlBool>`${column('account_id')} = ${accountId}
    and ${column('user_id')} = ${userId}`;
  const agent = sql<SqlBool>`${partition} and ${column('agent_id')} = ${agentId}`;
  switch (ownership) {
    case 'partition':
      return partition;
    case 'agent':
      return agent;
    case 'session':
      return sql<SqlBool>`${agent} and ${column('session_id')} = ${sessionId ?? null}`;
    case 'memory':
      return sql<SqlBool>`${partition} and (visible_to is null or visible_to = ${agentId})`;
    default:
      return assertNever(ownership);
  }
}

/** The values as a list for `in`: one parameter, so that lists of any length share one statement. */
export function listOf(db: Db, values: readonly string[]): RawBuilder<string> {
  return fragmentsOf(db).listOf(values);
}
