import { AppError } from '@homarus/base';

import type { PendingInputs } from '../pending-inputs.ts';
import type {
  NewSessionEntry,
  RunEnd,
  RunRecord,
  SessionEntry,
  SessionRecord,
} from '../session-records.ts';
import type { SessionStore } from '../session-store.ts';
import { directoryOf } from './memory-session-directory.ts';
import { addToTally } from './memory-session-tally.ts';
import { emptyAccount } from './twin-account.ts';
import type { AccountOf, TwinAccount } from './twin-account.ts';

/** The in-memory twin of the session store: everything it promises except that it outlives the process. */
export function memorySessionStore(): SessionStore {
  const accounts = new Map<string, TwinAccount>();
  const accountOf = (accountId: string): TwinAccount => {
    const account = accounts.get(accountId) ?? emptyAccount();
    accounts.set(accountId, account);
    return account;
  };
  return {
    ...writers(accountOf),
    ...directoryOf(accountOf),
    ...pendingOf(accountOf),
    getByKey: async (accountId, key) => {
      const account = accountOf(accountId);
      return account.sessions.get(account.current.get(key) ?? '');
    },
    getById: async (accountId, sessionId) => accountOf(accountId).sessions.get(sessionId),
    listEntries: async (accountId, sessionId, { limit = 200, beforePosition } = {}) => {
      const before = (accountOf(accountId).entries.get(sessionId) ?? []).slice(0, beforePosition);
      return before.slice(Math.max(0, before.length - limit));
    },
    listRunEntries: async (accountId, runId) => {
      const account = accountOf(accountId);
      const sessionId = account.runs.get(runId)?.sessionId ?? '';
      return (account.entries.get(sessionId) ?? []).filter((entry) => entry.runId === runId);
    },
    getRun: async (accountId, runId) => accountOf(accountId).runs.get(runId),
    listUnsettledRuns: async (accountId) =>
      [...accountOf(accountId).runs.values()]
        .filter((run) => run.status === 'running' || !run.isRemembered)
        .toSorted((a, b) => a.startedAt - b.startedAt),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function writers(accountOf: AccountOf): Pick<SessionStore, 'create' | 'append' | 'markRemembered'> {
  return {
    create: async (record, replaces) => {
      const account = accountOf(record.accountId);
      requireReplaceable(account, record, replaces);
      account.sessions.set(record.sessionId, record);
      account.entries.set(record.sessionId, []);
      account.current.set(record.key, record.sessionId);
    },
    append: async (accountId, sessionId, change) => {
      const { entries, start, end, at } = change;
      const account = accountOf(accountId);
      const session = account.sessions.get(sessionId);
      const log = account.entries.get(sessionId);
      if (session === undefined || log === undefined) {
        throw new AppError('not_found', `There is no session ${sessionId}.`);
      }
      if (start !== undefined) requireFree(account, start);
      const ended = end === undefined ? undefined : endRun(account, end, start);
      if (start !== undefined) account.runs.set(start.runId, start);
      if (ended !== undefined) account.runs.set(ended.runId, ended);
      if (change.dequeue !== undefined) account.pending.delete(change.dequeue);
      const first = entries.length === 0 ? undefined : log.length;
      log.push(...entries.map((entry, index) => place(entry, sessionId, log.length + index)));
      account.sessions.set(sessionId, { ...session, updatedAt: at });
      addToTally(account, sessionId, change);
      return first;
    },
    markRemembered: async (accountId, runId) => {
      const { runs } = accountOf(accountId);
      const run = runs.get(runId);
      if (run !== undefined) runs.set(runId, { ...run, isRemembered: true });
    },
  };
}

function pendingOf(accountOf: AccountOf): PendingInputs {
  return {
    addPending: async (pending) => {
      const { runs, pending: waiting } = accountOf(pending.accountId);
      if (waiting.has(pending.runId) || runs.has(pending.runId)) {
        throw new AppError('conflict', `The run id ${pending.runId} is taken.`);
      }
      waiting.set(pending.runId, structuredClone(pending));
    },
    listPending: async (accountId) => [...accountOf(accountId).pending.values()],
    removePending: async (accountId, runId) => {
      accountOf(accountId).pending.delete(runId);
    },
  };
}

function requireReplaceable(
  { sessions, current }: TwinAccount,
  { sessionId, key }: SessionRecord,
  replaces: string | undefined,
): void {
  if (sessions.has(sessionId)) {
    throw new AppError('conflict', `The session id ${sessionId} is taken.`);
  }
  if (current.get(key) !== replaces) {
    throw new AppError('conflict', `The session of ${key} was replaced meanwhile.`);
  }
}

function requireFree({ runs }: TwinAccount, { runId }: RunRecord): void {
  if (runs.has(runId)) throw new AppError('conflict', `The run id ${runId} is taken.`);
}

/** The run as it ends; `start` is a run that begins in the same change. */
function endRun({ runs }: TwinAccount, end: RunEnd, start: RunRecord | undefined): RunRecord {
  const run = runs.get(end.runId) ?? (start?.runId === end.runId ? start : undefined);
  if (run === undefined) throw new AppError('not_found', `There is no run ${end.runId}.`);
  if (run.status !== 'running') {
    throw new AppError('conflict', `The run ${end.runId} has ended before.`);
  }
  const { status, endedAt, error, isRemembered, usage } = end;
  return { ...run, status, endedAt, error, isRemembered, usage };
}

function place(entry: NewSessionEntry, sessionId: string, position: number): SessionEntry {
  return { ...structuredClone(entry), sessionId, position };
}
