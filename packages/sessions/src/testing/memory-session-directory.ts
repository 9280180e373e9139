import { AppError } from '@homarus/base';

import { emptyTally } from '../session-directory.ts';
import type { SessionDirectory, SessionOverview, SessionQuery } from '../session-directory.ts';
import { changeFacts } from '../session-facts.ts';
import { sessionPlaceOf } from '../session-key.ts';
import type { SessionRecord } from '../session-records.ts';
import { readUsageOf } from './memory-session-usage.ts';
import type { AccountOf, TwinAccount } from './twin-account.ts';

/** The directory of the in-memory twin. */
export function directoryOf(accountOf: AccountOf): SessionDirectory {
  return {
    listSessions: async (accountId, query) => {
      const found = currentSessions(accountOf(accountId))
        .filter((session) => fits(session, query))
        .toSorted((a, b) => compare(a, b, query));
      const { limit = 100, offset = 0 } = query;
      return { sessions: found.slice(offset, offset + limit), total: found.length };
    },
    getOverview: async (accountId, key) =>
      currentSessions(accountOf(accountId)).find((session) => session.key === key),
    listByKey: async (accountId, key) => sessionsOf(accountOf(accountId), key),
    changeFacts: async (accountId, key, change) => {
      const account = accountOf(accountId);
      const session = account.sessions.get(account.current.get(key) ?? '');
      if (session === undefined) throw new AppError('not_found', `There is no session ${key}.`);
      const changed = { ...session, facts: changeFacts(session.facts, change) };
      account.sessions.set(session.sessionId, changed);
      return changed;
    },
    removeSession: async (accountId, key, { erase }) => {
      const account = accountOf(accountId);
      const current = account.current.get(key);
      account.current.delete(key);
      if (erase) return eraseSessions(account, key);
      return current === undefined ? [] : [current];
    },
    readUsage: async (accountId, query) => readUsageOf(accountOf(accountId), query),
  };
}

function currentSessions(account: TwinAccount): readonly SessionOverview[] {
  return [...account.sessions.values()]
    .filter(({ key, sessionId }) => account.current.get(key) === sessionId)
    .map((session) => toOverview(account, session));
}

function toOverview({ tallies, runs }: TwinAccount, session: SessionRecord): SessionOverview {
  const known = tallies.get(session.sessionId) ?? { ...emptyTally, lastRunId: undefined };
  const { lastRunId, ...tally } = known;
  return { ...session, tally, lastRun: runs.get(lastRunId ?? '') };
}

function sessionsOf({ sessions }: TwinAccount, key: string): readonly SessionRecord[] {
  return [...sessions.values()].filter((session) => session.key === key).reverse();
}

function eraseSessions(account: TwinAccount, key: string): readonly string[] {
  const erased = sessionsOf(account, key).map(({ sessionId }) => sessionId);
  for (const sessionId of erased) {
    account.sessions.delete(sessionId);
    account.tallies.delete(sessionId);
    account.entries.delete(sessionId);
  }
  for (const run of account.runs.values()) {
    if (erased.includes(run.sessionId)) account.runs.delete(run.runId);
  }
  return erased;
}

function fits(session: SessionOverview, query: SessionQuery): boolean {
  const { facts, tally } = session;
  const is = <T>(wanted: T | undefined, value: T | undefined): boolean =>
    wanted === undefined || wanted === value;
  return [
    is(query.userId, session.userId),
    is(query.agentId, session.agentId),
    is(query.label, facts.label),
    is(query.parentSessionKey, facts.parentSessionKey),
    is(query.isArchived, facts.archivedAt !== undefined),
    is(query.hasInteraction, tally.lastInteractionAt !== undefined),
    query.kinds?.includes(sessionPlaceOf(session.key).kind) ?? true,
    session.updatedAt >= (query.updatedSince ?? 0),
    hasText(session, query.text),
  ].every(Boolean);
}

function hasText({ key, facts, tally }: SessionOverview, text: string | undefined): boolean {
  if (text === undefined) return true;
  const texts = [key, facts.label, tally.firstMessage, tally.lastMessage];
  const wanted = text.toLowerCase();
  return texts.some((one) => one?.toLowerCase().includes(wanted) ?? false);
}

function compare(a: SessionOverview, b: SessionOverview, { orderBy }: SessionQuery): number {
  const timeOf = (session: SessionOverview): number =>
    orderBy === 'lastInteractionAt' ? (session.tally.lastInteractionAt ?? 0) : session.updatedAt;
  const isPinned = (session: SessionOverview): number =>
    session.facts.pinnedAt === undefined ? 0 : 1;
  return isPinned(b) - isPinned(a) || timeOf(b) - timeOf(a) || (a.key < b.key ? -1 : 1);
}
