import { assertNever } from '@homarus/base';
import type { Scope } from '@homarus/memory';
import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';

/**
 * Whose the rows of a table are: the whole partition's (an account's user), of one agent in it, of
 * one of the agent's sessions, or, for memories, of one agent or of all (`visible_to` is null).
 */
export type Ownership = 'partition' | 'agent' | 'session' | 'memory';

/**
 * How the statement finds its rows: by the scope, or by keys of which few are wanted. With `key` the
 * scope only filters: left to itself, SQLite would rather walk all rows of the scope than look keys up.
 */
export type Lookup = 'scope' | 'key';

/**
 * The one place where a scope becomes SQL. Every statement that reads or changes existing rows of a
 * person has this condition.
 */
export function inScope(
  scope: Scope,
  ownership: Ownership,
  lookup: Lookup = 'scope',
): RawBuilder<SqlBool> {
  const { accountId, userId, agentId, sessionId = null } = scope;
  // The unary plus keeps SQLite from using the column's index.
  const column = (name: string): RawBuilder<unknown> =>
    lookup === 'key' ? sql`+${sql.ref(name)}` : sql.ref(name);
  const partition = sql<SqlBool>`${column('account_id')} = ${accountId}
    and ${column('user_id')} = ${userId}`;
  const agent = sql<SqlBool>`${partition} and ${column('agent_id')} = ${agentId}`;
  switch (ownership) {
    case 'partition':
      return partition;
    case 'agent':
      return agent;
    case 'session':
      return sql<SqlBool>`${agent} and ${column('session_id')} = ${sessionId}`;
    case 'memory':
      return sql<SqlBool>`${partition} and (visible_to is null or visible_to = ${agentId})`;
    default:
      return assertNever(ownership);
  }
}

/** The values as a list for `in`: one parameter, so that lists of any length share one statement. */
export function listOf(values: readonly string[]): RawBuilder<string> {
  return sql<string>`(select value from json_each(${JSON.stringify(values)}))`;
}
