import { usageBucketMs } from '../session-directory.ts';
import type { UsageBucket, UsageQuery } from '../session-directory.ts';
import type { ModelUsage, RunRecord } from '../session-records.ts';
import type { TwinAccount } from './twin-account.ts';

export function readUsageOf({ runs }: TwinAccount, query: UsageQuery): readonly UsageBucket[] {
  const buckets = new Map<string, UsageBucket>();
  for (const run of runs.values()) {
    if (!fits(run, query)) continue;
    const bucket = toBucket(run);
    const name = JSON.stringify([bucket.from, bucket.sessionId, bucket.provider, bucket.model]);
    const known = buckets.get(name);
    buckets.set(name, known === undefined ? bucket : add(known, bucket));
  }
  return [...buckets.values()].sort((a, b) => a.from - b.from);
}

function fits(run: RunRecord, query: UsageQuery): boolean {
  const { userId = run.userId, agentId = run.agentId, sessionKey = run.sessionKey } = query;
  const { from = 0, to = Number.MAX_SAFE_INTEGER } = query;
  return (
    run.endedAt !== undefined &&
    run.userId === userId &&
    run.agentId === agentId &&
    run.sessionKey === sessionKey &&
    run.startedAt >= from &&
    run.startedAt < to
  );
}

const noUsage: ModelUsage = {
  provider: '',
  model: '',
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  rounds: 0,
  toolCalls: 0,
};

function toBucket(run: RunRecord): UsageBucket {
  const { startedAt, endedAt = startedAt, usage = noUsage } = run;
  const durationMs = endedAt - startedAt;
  return {
    ...usage,
    from: startedAt - (startedAt % usageBucketMs),
    sessionId: run.sessionId,
    sessionKey: run.sessionKey,
    agentId: run.agentId,
    userId: run.userId,
    runs: 1,
    failedRuns: run.status === 'failed' ? 1 : 0,
    firstStartedAt: startedAt,
    lastEndedAt: endedAt,
    durationMs,
    longestMs: durationMs,
  };
}

const summed = [
  'runs',
  'failedRuns',
  'rounds',
  'toolCalls',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'durationMs',
] as const;

function add(a: UsageBucket, b: UsageBucket): UsageBucket {
  return {
    ...a,
    ...Object.fromEntries(summed.map((name) => [name, a[name] + b[name]])),
    firstStartedAt: Math.min(a.firstStartedAt, b.firstStartedAt),
    lastEndedAt: Math.max(a.lastEndedAt, b.lastEndedAt),
    longestMs: Math.max(a.longestMs, b.longestMs),
  };
}
