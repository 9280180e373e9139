import * as v from 'valibot';

import { textOf, wholeNumber } from '../schemas.ts';
import { ChatAttachment } from './chat.ts';

const Text = textOf({ min: 1, max: 1024 });
const Key = v.object({ key: Text, agentId: v.optional(Text) });
const Label = textOf({ min: 1, max: 512 });
const Count = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/** How long a model thinks before it answers; `adaptive` leaves it to the model. */
export const thinkingLevels = [
  'off',
  'minimal',
  'low',
  'medium',
  'high',
  'xhigh',
  'max',
  'adaptive',
] as const;
export type ThinkingLevel = (typeof thinkingLevels)[number];

/** A change of one fact: `null` takes it away. */
function setting<const S extends v.GenericSchema>(schema: S) {
  return v.optional(v.nullable(schema));
}

/** Parameters of `sessions.list` and `sessions.subscribe`. */
export const SessionsListParams = v.object({
  /** At most 1,000 are given; `limitApplied` of the answer says so. */
  limit: v.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER), 100),
  offset: v.optional(Count, 0),
  activeMinutes: v.optional(wholeNumber(1, 10_000_000)),
  requireLastInteraction: v.optional(v.boolean(), false),
  sortBy: v.optional(v.picklist(['updatedAt', 'lastInteractionAt']), 'updatedAt'),
  includeDerivedTitles: v.optional(v.boolean(), false),
  includeLastMessage: v.optional(v.boolean(), false),
  label: v.optional(Label),
  spawnedBy: v.optional(Text),
  agentId: v.optional(Text),
  kinds: v.optional(v.array(v.picklist(['main', 'direct', 'group', 'cron', 'subagent']))),
  search: v.optional(textOf({ max: 1024 })),
  archived: v.optional(v.union([v.boolean(), v.literal('all')]), false),
});

export const SessionsCreateParams = v.object({
  key: v.optional(Text),
  agentId: v.optional(Text),
  label: v.optional(Label),
  model: v.optional(Text),
  thinkingLevel: v.optional(v.picklist(thinkingLevels)),
  parentSessionKey: v.optional(Text),
  spawnDepth: v.optional(wholeNumber(1, 100)),
  /** A first message, which starts a turn at once. */
  message: v.optional(v.string()),
  task: v.optional(v.string()),
  attachments: v.optional(v.array(ChatAttachment), []),
  idempotencyKey: v.optional(Text),
});

export const SessionsDescribeParams = v.object({
  ...Key.entries,
  includeDerivedTitles: v.optional(v.boolean(), false),
  includeLastMessage: v.optional(v.boolean(), false),
});

export const SessionsPreviewParams = v.object({
  keys: v.pipe(v.array(Text), v.maxLength(200, 'at most 200 keys')),
  limit: v.optional(wholeNumber(1, 50), 12),
  maxChars: v.optional(wholeNumber(20, 4000), 240),
});

export const SessionsGetParams = v.object({
  key: v.optional(Text),
  /** A session that the key had before. */
  sessionId: v.optional(Text),
  agentId: v.optional(Text),
  limit: v.optional(wholeNumber(1, 1000), 200),
  /** Entries before this position, for the page before. */
  before: v.optional(Count),
});

export const SessionsPatchParams = v.object({
  ...Key.entries,
  /** Refused with `conflict` when the key has another session by now. */
  expectedSessionId: v.optional(Text),
  label: setting(Label),
  archived: v.optional(v.boolean()),
  pinned: v.optional(v.boolean()),
  unread: v.optional(v.boolean()),
  model: setting(Text),
  thinkingLevel: setting(v.picklist(thinkingLevels)),
  verboseLevel: setting(Text),
  reasoningLevel: setting(Text),
  responseUsage: setting(v.picklist(['off', 'tokens', 'full', 'on'])),
  queueMode: setting(v.picklist(['queue', 'steer', 'replace'])),
});

export const SessionsResetParams = v.object({
  ...Key.entries,
  reason: v.optional(v.picklist(['new', 'reset']), 'reset'),
});

export const SessionsDeleteParams = v.object({
  ...Key.entries,
  expectedSessionId: v.optional(Text),
  /** Only a session that was archived. */
  archivedOnly: v.optional(v.boolean(), false),
  /** Of no return: the log of all sessions of the key. Default: the log stays readable by its id. */
  erase: v.optional(v.boolean(), false),
  /** Ours: memory forgets what it learned in these sessions, and does not learn it from them again. */
  forgetLearned: v.optional(v.boolean(), false),
});

export const SessionsCompactParams = v.object({
  ...Key.entries,
  maxLines: v.optional(wholeNumber(1, 1_000_000)),
});

export const SessionsAbortParams = v.object({
  key: v.optional(Text),
  runId: v.optional(Text),
  agentId: v.optional(Text),
  clearQueued: v.optional(v.boolean(), false),
});

export const SessionsSendParams = v.object({
  ...Key.entries,
  message: v.string(),
  thinking: v.optional(v.picklist(thinkingLevels)),
  attachments: v.optional(v.array(ChatAttachment), []),
  timeoutMs: v.optional(Count),
  idempotencyKey: v.optional(Text),
});

export const SessionsSearchParams = v.object({
  query: textOf({ min: 1, max: 4096 }),
  agentId: v.optional(Text),
  sessionKeys: v.optional(v.array(Text)),
  limit: v.optional(wholeNumber(1, 25), 10),
});

export const SessionsResolveParams = v.object({
  key: v.optional(Text),
  sessionId: v.optional(Text),
  label: v.optional(Label),
  agentId: v.optional(Text),
  spawnedBy: v.optional(Text),
  allowMissing: v.optional(v.boolean(), false),
});

export const SessionKeyParams = Key;

export const SessionsUsageParams = v.object({
  key: v.optional(Text),
  agentId: v.optional(Text),
  agentScope: v.optional(v.literal('all')),
  /** `2026-11-21`, in the time zone below; both days are counted. */
  startDate: v.optional(v.pipe(v.string(), v.isoDate('a date such as 2026-11-21'))),
  endDate: v.optional(v.pipe(v.string(), v.isoDate('a date such as 2026-11-21'))),
  range: v.optional(v.picklist(['7d', '30d', '90d', '1y', 'all'])),
  mode: v.optional(v.picklist(['utc', 'gateway', 'specific']), 'gateway'),
  /** `UTC+8`, `+05:30`; for the mode `specific`. */
  utcOffset: v.optional(Text),
  timeZone: v.optional(Text),
  /** Sessions in the answer; the totals are of all. */
  limit: v.optional(wholeNumber(1, 1000), 50),
});

export const UsageCostParams = v.object({
  ...SessionsUsageParams.entries,
  /** Up to today; `range` and `startDate` go before it. */
  days: v.optional(wholeNumber(1, 3650)),
});
