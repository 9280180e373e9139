import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import { usageBucketMs } from '../session-directory.ts';
import type { ModelUsage, RunRecord, RunStatus, SessionRecord } from '../session-records.ts';
import type { SessionStore } from '../session-store.ts';
import { sampleRun, sampleSession, sampleUsage } from './session-samples.ts';

const group = 'usage';
const account = 'acct-a';
const quarter = Date.UTC(2026, 4, 1, 10);

interface Ran {
  readonly runId: string;
  readonly startedAt: number;
  readonly tookMs: number;
  readonly status?: Exclude<RunStatus, 'running'>;
  readonly usage?: ModelUsage;
}

async function ran(
  store: SessionStore,
  session: SessionRecord,
  runs: readonly Ran[],
): Promise<void> {
  await store.create(session);
  for (const { runId, startedAt, tookMs, status = 'done', usage } of runs) {
    const start: RunRecord = sampleRun(session, { runId, startedAt });
    const end = {
      runId,
      status,
      endedAt: startedAt + tookMs,
      isRemembered: true,
      ...(usage === undefined ? {} : { usage }),
    };
    const { sessionId } = session;
    await store.append(session.accountId, sessionId, { entries: [], start, end, at: startedAt });
  }
}

export const usageCases: readonly ConformanceCase<SessionStore>[] = [
  {
    group,
    name: 'is summed for each session, model and quarter of an hour',
    run: async (store) => {
      const session = sampleSession();
      await ran(store, session, [
        { runId: 'r1', startedAt: quarter, tookMs: 100, usage: sampleUsage() },
        { runId: 'r2', startedAt: quarter + 50, tookMs: 300, usage: sampleUsage() },
        { runId: 'r3', startedAt: quarter + usageBucketMs, tookMs: 7, status: 'failed' },
      ]);
      const start = sampleRun(session, { runId: 'r4', startedAt: quarter });
      await store.append(account, 'ses_1', { entries: [], start, at: 1 });
      const of = { sessionId: 'ses_1', sessionKey: session.key, agentId: 'main', userId: 'u-a' };
      assert.deepEqual(await store.readUsage(account, {}), [
        {
          ...of,
          from: quarter,
          provider: 'scripted',
          model: 'm1',
          runs: 2,
          failedRuns: 0,
          rounds: 4,
          toolCalls: 2,
          inputTokens: 200,
          outputTokens: 40,
          cacheReadTokens: 80,
          cacheWriteTokens: 10,
          firstStartedAt: quarter,
          lastEndedAt: quarter + 350,
          durationMs: 400,
          longestMs: 300,
        },
        {
          ...of,
          from: quarter + usageBucketMs,
          provider: '',
          model: '',
          runs: 1,
          failedRuns: 1,
          rounds: 0,
          toolCalls: 0,
          inputTokens: 0,
          outputTokens: 0,
          cacheReadTokens: 0,
          cacheWriteTokens: 0,
          firstStartedAt: quarter + usageBucketMs,
          lastEndedAt: quarter + usageBucketMs + 7,
          durationMs: 7,
          longestMs: 7,
        },
      ]);
    },
  },
  {
    group,
    name: 'is asked for by person, agent, key and time',
    run: async (store) => {
      const other = { key: 'agent:work:main', agentId: 'work', userId: 'u-b', sessionId: 'ses_2' };
      const once = { tookMs: 1, usage: sampleUsage() };
      await ran(store, sampleSession(), [{ ...once, runId: 'r1', startedAt: quarter }]);
      await ran(store, sampleSession(other), [{ ...once, runId: 'r2', startedAt: quarter + 9 }]);
      await ran(store, sampleSession({ accountId: 'acct-b' }), [
        { ...once, runId: 'r3', startedAt: quarter },
      ]);
      const sessionsOf = async (query: Parameters<SessionStore['readUsage']>[1]) =>
        (await store.readUsage(account, query)).map(({ sessionId }) => sessionId).sort();
      assert.deepEqual(await sessionsOf({}), ['ses_1', 'ses_2']);
      assert.deepEqual(await sessionsOf({ userId: 'u-b' }), ['ses_2']);
      assert.deepEqual(await sessionsOf({ agentId: 'main' }), ['ses_1']);
      assert.deepEqual(await sessionsOf({ sessionKey: other.key }), ['ses_2']);
      assert.deepEqual(await sessionsOf({ from: quarter + 1 }), ['ses_2']);
      assert.deepEqual(await sessionsOf({ from: quarter, to: quarter + 9 }), ['ses_1']);
    },
  },
];
