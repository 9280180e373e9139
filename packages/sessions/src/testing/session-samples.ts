import type { NewSessionEntry, RunRecord, SessionRecord } from '../session-store.ts';

const sampleTime = Date.UTC(2026, 0, 1);

export function sampleSession(fields: Partial<SessionRecord> = {}): SessionRecord {
  return {
    accountId: 'acct-a',
    key: 'agent:main:web',
    sessionId: 'ses_1',
    agentId: 'main',
    userId: 'u-a',
    createdAt: sampleTime,
    updatedAt: sampleTime,
    ...fields,
  };
}

/** A run of the session that has just begun. */
export function sampleRun(session: SessionRecord, fields: Partial<RunRecord> = {}): RunRecord {
  const { accountId, sessionId, agentId, userId } = session;
  return {
    accountId,
    runId: 'run_1',
    sessionId,
    sessionKey: session.key,
    agentId,
    userId,
    status: 'running',
    startedAt: sampleTime + 1,
    endedAt: undefined,
    error: undefined,
    isRemembered: false,
    ...fields,
  };
}

/** A user's line; with a run when `runId` is given. */
export function sampleEntry(text: string, fields: Partial<NewSessionEntry> = {}): NewSessionEntry {
  return {
    runId: undefined,
    createdAt: sampleTime + 2,
    message: { role: 'user', content: [{ type: 'text', text }] },
    isEcho: false,
    ...fields,
  };
}
