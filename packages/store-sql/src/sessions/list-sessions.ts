import type { SessionOverview, SessionPage, SessionQuery } from '@homarus/sessions';
import { sql } from 'kysely';
import type { ExpressionWrapper, ExpressionBuilder, SqlBool } from 'kysely';

import { fragmentsOf } from '../database/dialect.ts';
import { fromRunRow } from '../tables/run-table.ts';
import type { Db, Schema } from '../tables/schema.ts';
import { fromSessionRow, isCurrent, toTally } from '../tables/session-table.ts';
import type { SessionTable } from '../tables/session-table.ts';

/** One page of the current sessions, with the last run of each. */
export async function listSessions(
  db: Db,
  accountId: string,
  query: SessionQuery,
): Promise<SessionPage> {
  const { limit = 100, offset = 0, orderBy = 'updatedAt' } = query;
  const found = db
    .selectFrom('session')
    .where('account_id', '=', accountId)
    .where(isCurrent)
    .where((row) => row.and(conditionsOf(db, row, query)));
  const time =
    orderBy === 'updatedAt' ? 'updated_at' : sql<number>`coalesce(last_interaction_at, 0)`;
  const rows = await found
    .selectAll()
    .orderBy(sql`case when pinned_at is null then 1 else 0 end`)
    .orderBy(time, 'desc')
    .orderBy('key')
    .limit(limit)
    .offset(offset)
    .execute();
  const [counted] = await found.select(({ fn }) => fn.countAll<number>().as('total')).execute();
  return { sessions: await toOverviews(db, rows), total: counted?.total ?? 0 };
}

export async function readOverview(
  db: Db,
  accountId: string,
  key: string,
): Promise<SessionOverview | undefined> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('key', '=', key)
    .where(isCurrent)
    .execute();
  return (await toOverviews(db, rows))[0];
}

type Row = ExpressionBuilder<Schema, 'session'>;
type Condition = ExpressionWrapper<Schema, 'session', SqlBool>;

function conditionsOf(db: Db, row: Row, query: SessionQuery): Condition[] {
  const { userId, agentId, kinds, label, parentSessionKey, updatedSince } = query;
  return [
    ...(userId === undefined ? [] : [row('user_id', '=', userId)]),
    ...(agentId === undefined ? [] : [row('agent_id', '=', agentId)]),
    ...(kinds === undefined ? [] : [row('kind', 'in', fragmentsOf(db).listOf(kinds))]),
    ...(label === undefined ? [] : [row('label', '=', label)]),
    ...(parentSessionKey === undefined ? [] : [row('parent_key', '=', parentSessionKey)]),
    ...(updatedSince === undefined ? [] : [row('updated_at', '>=', updatedSince)]),
    ...isSet(row, 'archived_at', query.isArchived),
    ...isSet(row, 'last_interaction_at', query.hasInteraction),
    ...(query.text === undefined ? [] : [hasText(db, row, query.text)]),
  ];
}

function isSet(
  row: Row,
  column: 'archived_at' | 'last_interaction_at',
  wanted: boolean | undefined,
): Condition[] {
  return wanted === undefined ? [] : [row(column, wanted ? 'is not' : 'is', null)];
}

function hasText(db: Db, row: Row, text: string): Condition {
  const { contains } = fragmentsOf(db);
  const columns = ['key', 'label', 'first_message', 'last_message'];
  const found = columns.map((column) =>
    contains(sql`lower(coalesce(${sql.ref(column)}, ''))`, text.toLowerCase()),
  );
  return row.or(found);
}

async function toOverviews(db: Db, rows: readonly SessionTable[]): Promise<SessionOverview[]> {
  const runIds = rows.flatMap((row) => (row.last_run_id === null ? [] : [row.last_run_id]));
  const [first] = rows;
  const runs =
    first === undefined || runIds.length === 0
      ? []
      : await db
          .selectFrom('run')
          .selectAll()
          .where('account_id', '=', first.account_id)
          .where('run_id', 'in', fragmentsOf(db).listOf(runIds))
          .execute();
  const byId = new Map(runs.map((run) => [run.run_id, fromRunRow(run)] as const));
  return rows.map((row) => ({
    ...fromSessionRow(row),
    tally: toTally(row),
    lastRun: byId.get(row.last_run_id ?? ''),
  }));
}
