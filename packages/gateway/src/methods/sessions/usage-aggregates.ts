import { sessionPlaceOf } from '@homarus/sessions';
import type { UsageBucket } from '@homarus/sessions';

import { toTotals } from './usage-totals.ts';
import type { CostOf } from './usage-totals.ts';

export type DayOf = (at: number) => string;

/** What `sessions.usage` tells beside its totals. */
export function toAggregates(buckets: readonly UsageBucket[], costOf: CostOf, dayOf: DayOf) {
  const totalsBy = (nameOf: (bucket: UsageBucket) => string) =>
    groups(buckets, nameOf).map(([name, rows]) => ({ name, rows, totals: toTotals(rows, costOf) }));
  const withModel = buckets.filter(({ model }) => model !== '');
  const byDay = totalsBy(({ from }) => dayOf(from));
  return {
    sessionCount: new Set(buckets.map(({ sessionId }) => sessionId)).size,
    longestSessionDurationMs: longestSession(buckets),
    messages: countMessages(buckets),
    tools: { totalCalls: sum(buckets, 'toolCalls'), uniqueTools: 0, tools: [] },
    byModel: groups(withModel, ({ provider, model }) => `${provider}/${model}`).map(([, rows]) => ({
      provider: rows[0]?.provider,
      model: rows[0]?.model,
      count: sum(rows, 'runs'),
      totals: toTotals(rows, costOf),
    })),
    byProvider: groups(withModel, ({ provider }) => provider).map(([provider, rows]) => ({
      provider,
      count: sum(rows, 'runs'),
      totals: toTotals(rows, costOf),
    })),
    byAgent: totalsBy(({ agentId }) => agentId).map(({ name, totals }) => ({
      agentId: name,
      totals,
    })),
    byChannel: totalsBy(channelOf)
      .filter(({ name }) => name !== '')
      .map(({ name, totals }) => ({ channel: name, totals })),
    byCreator: [],
    latency: toLatency(buckets),
    dailyLatency: byDay.map(({ name, rows }) => ({ date: name, ...toLatency(rows) })),
    daily: byDay.map(({ name, rows, totals }) => ({
      date: name,
      tokens: totals.totalTokens,
      cost: totals.totalCost,
      messages: countMessages(rows).total,
      toolCalls: sum(rows, 'toolCalls'),
      errors: sum(rows, 'failedRuns'),
    })),
    costDaily: byDay.map(({ name, totals }) => Object.assign({ date: name }, totals)),
    modelDaily: toModelDaily(withModel, costOf, dayOf),
  };
}

/** A user's message and as many of the assistant as there were rounds: so much a run says. */
export function countMessages(buckets: readonly UsageBucket[]) {
  const user = sum(buckets, 'runs');
  const assistant = sum(buckets, 'rounds');
  const toolCalls = sum(buckets, 'toolCalls');
  const errors = sum(buckets, 'failedRuns');
  return { total: user + assistant, user, assistant, toolCalls, toolResults: toolCalls, errors };
}

export function groups(
  buckets: readonly UsageBucket[],
  nameOf: (bucket: UsageBucket) => string,
): readonly (readonly [string, readonly UsageBucket[]])[] {
  return [...Map.groupBy(buckets, nameOf)];
}

type Summed = 'runs' | 'rounds' | 'toolCalls' | 'failedRuns' | 'durationMs';

function sum(buckets: readonly UsageBucket[], name: Summed): number {
  return buckets.reduce((total, bucket) => total + bucket[name], 0);
}

function channelOf({ sessionKey }: UsageBucket): string {
  return sessionPlaceOf(sessionKey).channel ?? '';
}

function longestSession(buckets: readonly UsageBucket[]): number {
  const spans = groups(buckets, ({ sessionId }) => sessionId).map(([, rows]) => {
    const first = Math.min(...rows.map(({ firstStartedAt }) => firstStartedAt));
    return Math.max(...rows.map(({ lastEndedAt }) => lastEndedAt)) - first;
  });
  return Math.max(0, ...spans);
}

/** Of whole runs; what a store sums cannot tell percentiles. */
function toLatency(buckets: readonly UsageBucket[]) {
  const count = sum(buckets, 'runs');
  return {
    count,
    avgMs: count === 0 ? 0 : sum(buckets, 'durationMs') / count,
    maxMs: Math.max(0, ...buckets.map(({ longestMs }) => longestMs)),
  };
}

function toModelDaily(buckets: readonly UsageBucket[], costOf: CostOf, dayOf: DayOf) {
  const nameOf = ({ from, provider, model }: UsageBucket): string =>
    JSON.stringify([dayOf(from), provider, model]);
  return groups(buckets, nameOf).map(([, rows]) => {
    const { totalTokens, totalCost } = toTotals(rows, costOf);
    return {
      date: dayOf(rows[0]?.from ?? 0),
      provider: rows[0]?.provider,
      model: rows[0]?.model,
      tokens: totalTokens,
      cost: totalCost,
      count: sum(rows, 'runs'),
    };
  });
}
