import type { ModelUsage, NewSessionEntry, RunRecord, SessionRecord } from '../session-records.ts';

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
    facts: {},
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
    usage: undefined,
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

/** What a run of two rounds and one tool call cost. */
export function sampleUsage(fields: Partial<ModelUsage> = {}): ModelUsage {
  return {
    provider: 'scripted',
    model: 'm1',
    inputTokens: 100,
    outputTokens: 20,
    cacheReadTokens: 40,
    cacheWriteTokens: 5,
    rounds: 2,
    toolCalls: 1,
    ...fields,
  };
}
