import { AppError } from '@homarus/base';
import { summarizeEntries } from '@homarus/sessions';
import type {
  EntrySummary,
  ModelUsage,
  NewSessionEntry,
  RunEnd,
  RunRecord,
  SessionStore,
} from '@homarus/sessions';
import type { ExpressionBuilder, UpdateObject } from 'kysely';

import { chunksOf } from '../database/chunks.ts';
import type { Presence } from '../database/sql-database.ts';
import { orNull, toFlag } from '../tables/columns.ts';
import { toRunRow, toUsageColumns } from '../tables/run-table.ts';
import type { Db, Schema } from '../tables/schema.ts';
import { toEntryRow } from '../tables/session-entry-table.ts';
import { dequeue } from './pending-inputs.ts';

export interface Append {
  readonly accountId: string;
  readonly sessionId: string;
  readonly change: Parameters<SessionStore['append']>[2];
}

/** Writes entries, the start and the end of a run, in one transaction; answers the first position. */
export async function appendEntries(
  db: Db,
  append: Append,
  presence?: Presence,
): Promise<number | undefined> {
  const { accountId, change } = append;
  const server = change.start === undefined ? 0 : ((await presence?.number()) ?? 0);
  return db.transaction().execute(async (transaction) => {
    await touchSession(transaction, append);
    if (change.start !== undefined) await startRun(transaction, change.start, server);
    if (change.dequeue !== undefined) await dequeue(transaction, accountId, change.dequeue);
    if (change.end !== undefined) await endRun(transaction, accountId, change.end);
    return insertEntries(transaction, append, change.entries);
  });
}

/** One statement for the time and all counts that change: every turn pays for it. */
async function touchSession(db: Db, { accountId, sessionId, change }: Append): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('session')
    .set((row) => ({
      updated_at: change.at,
      ...(change.start === undefined ? {} : { last_run_id: change.start.runId }),
      ...spent(row, change.end?.usage),
      ...said(row, summarizeEntries(change.entries)),
    }))
    .where('account_id', '=', accountId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('not_found', `There is no session ${sessionId}.`);
}

type Session = ExpressionBuilder<Schema, 'session'>;
type SessionUpdate = UpdateObject<Schema, 'session'>;

function spent(row: Session, usage: ModelUsage | undefined): SessionUpdate {
  if (usage === undefined) return {};
  return {
    input_tokens: row('input_tokens', '+', usage.inputTokens),
    output_tokens: row('output_tokens', '+', usage.outputTokens),
  };
}

function said(row: Session, added: EntrySummary): SessionUpdate {
  const { messages, firstMessage, lastMessage, lastInteractionAt } = added;
  return {
    ...(messages === 0 ? {} : { messages: row('messages', '+', messages) }),
    ...(firstMessage === undefined
      ? {}
      : { first_message: row.fn.coalesce('first_message', row.val(firstMessage)) }),
    ...(lastMessage === undefined ? {} : { last_message: lastMessage }),
    ...(lastInteractionAt === undefined ? {} : { last_interaction_at: lastInteractionAt }),
  };
}

async function startRun(db: Db, run: RunRecord, server: number): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('run')
    .values({ ...toRunRow(run), server })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) {
    throw new AppError('conflict', `The run id ${run.runId} is taken.`);
  }
}

async function endRun(db: Db, accountId: string, end: RunEnd): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('run')
    .set({
      status: end.status,
      ended_at: end.endedAt,
      error: orNull(end.error),
      is_remembered: toFlag(end.isRemembered),
      ...toUsageColumns(end.usage),
    })
    .where('account_id', '=', accountId)
    .where('run_id', '=', end.runId)
    .where('status', '=', 'running')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw await whyNotEnded(db, accountId, end.runId);
}

async function whyNotEnded(db: Db, accountId: string, runId: string): Promise<AppError> {
  const run = await db
    .selectFrom('run')
    .select('status')
    .where('account_id', '=', accountId)
    .where('run_id', '=', runId)
    .executeTakeFirst();
  return run === undefined
    ? new AppError('not_found', `There is no run ${runId}.`)
    : new AppError('conflict', `The run ${runId} has ended before.`);
}

async function insertEntries(
  db: Db,
  { accountId, sessionId }: Append,
  entries: readonly NewSessionEntry[],
): Promise<number | undefined> {
  if (entries.length === 0) return undefined;
  const last = await db
    .selectFrom('session_entry')
    .select('position')
    .where('account_id', '=', accountId)
    .where('session_id', '=', sessionId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const from = (last?.position ?? -1) + 1;
  const rows = entries.map((entry, index) =>
    toEntryRow(accountId, Object.assign({ sessionId, position: from + index }, entry)),
  );
  for (const chunk of chunksOf(rows)) {
    await db.insertInto('session_entry').values(chunk).execute();
  }
  return from;
}
