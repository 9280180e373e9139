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
 * The one place where a scope becomes SQL. Every statement that reads or changes existing rows of a
 * person has this condition.
 */
export function inScope(scope: Scope, ownership: Ownership): RawBuilder<SqlBool> {
  const partition = sql<SqlBool>`account_id = ${scope.accountId} and user_id = ${scope.userId}`;
  switch (ownership) {
    case 'partition':
      return partition;
    case 'agent':
      return sql<SqlBool>`${partition} and agent_id = ${scope.agentId}`;
    case 'session':
      return sql<SqlBool>`${partition} and agent_id = ${scope.agentId}
        and session_id = ${scope.sessionId ?? null}`;
    case 'memory':
      return sql<SqlBool>`${partition} and (visible_to is null or visible_to = ${scope.agentId})`;
    default:
      return assertNever(ownership);
  }
}

/** The values as a list for `in`: one parameter, so that lists of any length share one statement. */
export function listOf(values: readonly string[]): RawBuilder<string> {
  return sql<string>`(select value from json_each(${JSON.stringify(values)}))`;
}
