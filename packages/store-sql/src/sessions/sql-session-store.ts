import type { SessionStore } from '@homarus/sessions';
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';

import type { SqlDatabase } from '../database/sql-database.ts';
import { fromRunRow } from '../tables/run-table.ts';
import { fromEntryRow } from '../tables/session-entry-table.ts';
import { fromSessionRow, isCurrent } from '../tables/session-table.ts';
import { appendEntries } from './append-entries.ts';
import { createSession } from './create-session.ts';
import { orphansOf } from './orphans.ts';
import { pendingInputs } from './pending-inputs.ts';
import { sessionDirectory } from './session-directory.ts';

/** The session log over an open database; disposing of it leaves the database open. */
export function sqlSessionStore(database: SqlDatabase): SessionStore {
  const { of, relaxed, presence } = database;
  return {
    ...sessionReaders(database),
    ...runReaders(database),
    ...sessionDirectory(database),
    ...pendingInputs(database),
    ...(presence === undefined ? {} : { orphans: orphansOf(database, presence) }),
    create: (record, replaces) => createSession(of(record.accountId), record, replaces),
    append: (accountId, sessionId, change) => {
      const db = of(accountId);
      const append = { accountId, sessionId, change };
      const isBookkeeping = change.entries.length === 0 && change.start === undefined;
      return isBookkeeping
        ? relaxed(db, (connection) => appendEntries(connection, append))
        : appendEntries(db, append, presence);
    },
    markRemembered: async (accountId, runId) => {
      await relaxed(of(accountId), (connection) =>
        connection
          .updateTable('run')
          .set({ is_remembered: 1 })
          .where('account_id', '=', accountId)
          .where('run_id', '=', runId)
          .execute(),
      );
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function sessionReaders({
  of,
}: SqlDatabase): Pick<SessionStore, 'getByKey' | 'getById' | 'listEntries'> {
  return {
    getByKey: async (accountId, key) => {
      const row = await of(accountId)
        .selectFrom('session')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('key', '=', key)
        .where(isCurrent)
        .executeTakeFirst();
      return row && fromSessionRow(row);
    },
    getById: async (accountId, sessionId) => {
      const row = await of(accountId)
        .selectFrom('session')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('session_id', '=', sessionId)
        .executeTakeFirst();
      return row && fromSessionRow(row);
    },
    listEntries: async (accountId, sessionId, { limit = 200, beforePosition } = {}) => {
      const rows = await of(accountId)
        .selectFrom('session_entry')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('session_id', '=', sessionId)
        .where('position', '<', beforePosition ?? Number.MAX_SAFE_INTEGER)
        .orderBy('position', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fromEntryRow).reverse();
    },
  };
}

function runReaders({
  of,
  presence,
}: SqlDatabase): Pick<SessionStore, 'listRunEntries' | 'getRun' | 'listUnsettledRuns'> {
  return {
    listRunEntries: async (accountId, runId) => {
      const rows = await of(accountId)
        .selectFrom('session_entry')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('run_id', '=', runId)
        .orderBy('position')
        .execute();
      return rows.map(fromEntryRow);
    },
    getRun: async (accountId, runId) => {
      const row = await of(accountId)
        .selectFrom('run')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('run_id', '=', runId)
        .executeTakeFirst();
      return row && fromRunRow(row);
    },
    listUnsettledRuns: async (accountId) => {
      let runs = of(accountId)
        .selectFrom('run')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('is_settled', '=', 0);
      if (presence !== undefined) {
        const isElsewhere = sql<SqlBool>`(status = 'running' and server in ${presence.present}
          and server <> ${await presence.number()})`;
        runs = runs.where(({ not }) => not(isElsewhere));
      }
      const rows = await runs.orderBy('started_at').execute();
      return rows.map(fromRunRow);
    },
  };
}
