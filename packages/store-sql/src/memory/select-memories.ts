import type { MemoryQuery, MemoryState, Scope } from '@homarus/memory';
import { sql } from 'kysely';
import type { RawBuilder, Selectable, SelectQueryBuilder, SqlBool } from 'kysely';

import type { MemoryTable } from '../tables/memory-table.ts';
import { fragmentsOf } from '../database/dialect.ts';
import type { Db, Schema } from '../tables/schema.ts';
import { inScope, listOf, onlyInScope } from './in-scope.ts';

type MemorySelect<Row = object> = SelectQueryBuilder<Schema, 'memory', Row>;

/** The visible memories that a query means, whatever its order and limit. */
export function selectMemories(db: Db, scope: Scope, query: MemoryQuery): MemorySelect {
  const isIn =
    query.ids === undefined ? inScope(scope, 'memory') : onlyInScope(db, scope, 'memory');
  const found = db.selectFrom('memory').where(isIn);
  return ranged(db, filtered(db, found, query), query);
}

export function ordered(
  select: MemorySelect<Selectable<MemoryTable>>,
  { order = 'recent', reversed = false }: Pick<MemoryQuery, 'order' | 'reversed'>,
): MemorySelect<Selectable<MemoryTable>> {
  const column = columns[order];
  const direction = reversed ? 'asc' : 'desc';
  const first = column === undefined ? select : select.orderBy(column, direction);
  return first.orderBy('updated_at', direction).orderBy('id', direction);
}

const columns = {
  recent: undefined,
  weight: 'ranking',
  importance: 'importance',
  said: 'said_at',
} as const satisfies Record<NonNullable<MemoryQuery['order']>, keyof MemoryTable | undefined>;

function filtered(db: Db, select: MemorySelect, query: MemoryQuery): MemorySelect {
  const { ids, categories, states = ['live'] } = query;
  // A planner must not walk all memories of the state where few can match.
  const state = isSelective(query) ? fragmentsOf(db).unindexed('state') : sql.ref('state');
  let result = select.where(state.$castTo<MemoryState>(), 'in', states);
  if (ids !== undefined) result = result.where('id', 'in', listOf(db, ids));
  if (categories !== undefined) result = result.where('category', 'in', categories);
  const equals = [
    ['uri', query.uri],
    ['subject', query.subject],
    ['attribute', query.attribute],
    ['content_hash', query.contentHash],
    ['fingerprint', query.fingerprint],
    ['source_session_id', query.sourceSessionId],
    ['agent_id', query.agentId],
  ] as const;
  for (const [column, value] of equals) {
    if (value !== undefined) result = result.where(column, '=', value);
  }
  return result;
}

function ranged(db: Db, select: MemorySelect, query: MemoryQuery): MemorySelect {
  let result = select;
  const bounds = [
    ['said_at', '>=', query.saidFrom],
    ['said_at', '<', query.saidTo],
    ['importance', '>=', query.importanceMin],
    ['importance', '<=', query.importanceMax],
  ] as const;
  for (const [column, operator, value] of bounds) {
    if (value !== undefined) result = result.where(column, operator, value);
  }
  const { knownAt } = query;
  if (knownAt !== undefined) {
    result = result
      .where('recorded_at', '<=', knownAt)
      .where(sql<number>`coalesce(superseded_at, 9000000000000000)`, '>', knownAt)
      .where(sql<number>`coalesce(deleted_at, 9000000000000000)`, '>', knownAt);
  }
  for (const term of query.terms ?? []) result = result.where(hasTerm(db, term));
  return result;
}

/** Tokens stand between single spaces in the memory's search entry. */
function hasTerm(db: Db, term: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (
    select 1 from search_entry entry
    where entry.type = 'memory' and entry.key = memory.id
      and ${fragmentsOf(db).contains(sql`' ' || entry.terms || ' '`, ` ${term} `)}
  )`;
}

/** Whether the query has a condition with an index of its own that few memories meet. */
function isSelective({ uri, attribute, contentHash, fingerprint, ids }: MemoryQuery): boolean {
  return [uri, attribute, contentHash, fingerprint, ids].some((value) => value !== undefined);
}
