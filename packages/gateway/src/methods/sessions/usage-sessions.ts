import { SessionsUsageParams, UsageCostParams } from '@homarus/protocol';
import type { UsageBucket } from '@homarus/sessions';
import type * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { Caller, GatewayMethod } from '../../rpc/method.ts';
import { keyOf, personSeenBy } from './session-access.ts';
import type { SessionMethodContext } from './sessions-deps.ts';
import { countMessages, groups, toAggregates } from './usage-aggregates.ts';
import { toDayRange, toOffsetZone } from './usage-days.ts';
import type { DayRange } from './usage-days.ts';
import { toTotals } from './usage-totals.ts';

type UsageParams = v.InferOutput<typeof SessionsUsageParams>;

export function usageMethods(context: SessionMethodContext): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'sessions.usage',
      scope: 'operator.read',
      params: SessionsUsageParams,
      handle: (params, { caller }) => readUsage(context, caller, params),
    }),
    defineMethod({
      name: 'usage.cost',
      scope: 'operator.read',
      params: UsageCostParams,
      handle: (params, { caller }) => readCost(context, caller, params),
    }),
  ];
}

/** Sums are read from the database, never from a cache. */
function cacheStatusAt(now: number) {
  return { status: 'fresh', cachedFiles: 0, pendingFiles: 0, staleFiles: 0, refreshedAt: now };
}

async function readCost(
  context: SessionMethodContext,
  caller: Caller,
  params: v.InferOutput<typeof UsageCostParams>,
) {
  const { clock, costOf } = context;
  const now = clock.now();
  const range = toDayRange({ ...params, timeZone: zoneOf(context, params), now });
  const buckets = await readBuckets(context, caller, { params, range });
  const daily = groups(buckets, ({ from }) => range.dayOf(from)).map(([date, rows]) =>
    Object.assign({ date }, toTotals(rows, costOf)),
  );
  return {
    updatedAt: now,
    days: range.days,
    daily: daily.toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    totals: toTotals(buckets, costOf),
    cacheStatus: cacheStatusAt(now),
  };
}

async function readUsage(context: SessionMethodContext, caller: Caller, params: UsageParams) {
  const { clock, costOf } = context;
  const range = toDayRange({ ...params, timeZone: zoneOf(context, params), now: clock.now() });
  const buckets = await readBuckets(context, caller, { params, range });
  const sessions = groups(buckets, ({ sessionId }) => sessionId)
    .map(([, rows]) => toSessionUsage(context, rows, range))
    .sort((a, b) => b.updatedAt - a.updatedAt);
  return {
    updatedAt: clock.now(),
    startDate: range.startDate,
    endDate: range.endDate,
    sessions: sessions.slice(0, params.limit),
    totals: toTotals(buckets, costOf),
    aggregates: toAggregates(buckets, costOf, range.dayOf),
    creatorOptions: [],
    cacheStatus: cacheStatusAt(clock.now()),
  };
}

interface BucketRequest {
  readonly params: UsageParams;
  readonly range: DayRange;
}

async function readBuckets(
  context: SessionMethodContext,
  caller: Caller,
  { params, range }: BucketRequest,
): Promise<readonly UsageBucket[]> {
  const { store, accountId } = context;
  const person = personSeenBy(caller);
  const { key, agentId } = params;
  const buckets = await store.readUsage(accountId, {
    from: range.from,
    to: range.to,
    ...(person === undefined ? {} : { userId: person }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(key === undefined ? {} : { sessionKey: keyOf(context, { key, agentId }).key }),
  });
  return buckets.filter(({ from }) => {
    const day = range.dayOf(from);
    return day >= range.startDate && day <= range.endDate;
  });
}

function zoneOf(context: SessionMethodContext, params: UsageParams): string {
  const { mode, timeZone, utcOffset } = params;
  if (mode === 'utc') return 'UTC';
  if (timeZone !== undefined) return timeZone;
  return utcOffset === undefined ? context.timeZone : toOffsetZone(utcOffset);
}

function toSessionUsage(
  { costOf }: SessionMethodContext,
  rows: readonly UsageBucket[],
  range: DayRange,
) {
  const [first] = rows;
  const firstActivity = Math.min(...rows.map(({ firstStartedAt }) => firstStartedAt));
  const lastActivity = Math.max(...rows.map(({ lastEndedAt }) => lastEndedAt));
  return {
    key: first?.sessionKey ?? '',
    sessionId: first?.sessionId,
    agentId: first?.agentId,
    updatedAt: lastActivity,
    modelProvider: rows.at(-1)?.provider,
    model: rows.at(-1)?.model,
    usage: {
      ...toTotals(rows, costOf),
      firstActivity,
      lastActivity,
      durationMs: lastActivity - firstActivity,
      activityDates: [...new Set(rows.map(({ from }) => range.dayOf(from)))],
      messageCounts: countMessages(rows),
      dailyBreakdown: groups(rows, ({ from }) => range.dayOf(from)).map(([date, day]) => {
        const { totalTokens, totalCost } = toTotals(day, costOf);
        return { date, tokens: totalTokens, cost: totalCost };
      }),
    },
  };
}
