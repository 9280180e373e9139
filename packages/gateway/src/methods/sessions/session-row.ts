import { truncate } from '@homarus/base';
import { sessionPlaceOf } from '@homarus/sessions';
import type { RunRecord, SessionOverview, SessionRecord } from '@homarus/sessions';

import { costOfTokens } from './usage-cost.ts';
import type { SessionMethodContext } from './sessions-deps.ts';

export interface RowOptions {
  readonly includeDerivedTitles: boolean;
  readonly includeLastMessage: boolean;
}

const everything: RowOptions = { includeDerivedTitles: true, includeLastMessage: true };

/** A session as `sessions.list`, `sessions.describe` and `sessions.changed` show it. */
export function toSessionRow(
  context: SessionMethodContext,
  session: SessionOverview,
  options: RowOptions = everything,
) {
  const { key, agentId, facts, tally, lastRun } = session;
  const resolved = context.modelOf(agentId, facts);
  const title = titleOf(session);
  return {
    ...placeOf(key),
    ...toEntry(session),
    ...activityOf(session),
    ...toRunFields(lastRun),
    agentId,
    displayName: facts.label ?? title ?? key,
    ...(options.includeDerivedTitles && title !== undefined ? { derivedTitle: title } : {}),
    ...(options.includeLastMessage && tally.lastMessage !== undefined
      ? { lastMessagePreview: tally.lastMessage }
      : {}),
    inputTokens: tally.inputTokens,
    outputTokens: tally.outputTokens,
    totalTokens: tally.inputTokens + tally.outputTokens,
    totalTokensFresh: true,
    contextTokens: resolved.contextTokens,
    estimatedCostUsd: costOfTokens(context.costOf(resolved.provider, resolved.model), tally).total,
    modelProvider: resolved.provider,
    model: resolved.model,
    messageCount: tally.messages,
    effectiveQueueMode: facts.queueMode ?? context.queueMode(),
  };
}

/** What of a session is its own: the `entry` of the methods that change one. */
export function toEntry({ sessionId, createdAt, updatedAt, facts }: SessionRecord) {
  const { createdVia = 'operator', parentSessionKey, spawnDepth = 0, ...settings } = facts;
  const { archivedAt: _archivedAt, lastReadAt: _lastReadAt, ...shown } = settings;
  return {
    sessionId,
    lifecycleRevision: sessionId,
    createdAt,
    updatedAt,
    createdVia,
    spawnDepth,
    modelOverrideSource: facts.model === undefined ? null : 'user',
    ...(parentSessionKey === undefined ? {} : { parentSessionKey, spawnedBy: parentSessionKey }),
    ...shown,
    ...(facts.archivedAt === undefined ? {} : { archivedAt: facts.archivedAt }),
  };
}

/** What the key tells. */
function placeOf(key: string) {
  const { kind, channel, peer } = sessionPlaceOf(key);
  const isGroup = kind === 'group';
  return {
    key,
    kind: isGroup ? 'group' : 'direct',
    chatType: isGroup ? 'group' : 'direct',
    classification: kind,
    isMain: kind === 'main',
    isBackground: kind === 'cron' || kind === 'subagent',
    ...(channel === undefined ? {} : { channel }),
    ...(peer === undefined ? {} : { peerKind: isGroup ? 'group' : 'dm' }),
  };
}

function activityOf({ facts, tally, updatedAt, lastRun }: SessionOverview) {
  const { lastReadAt, markedUnreadAt, pinnedAt, archivedAt } = facts;
  const { lastInteractionAt } = tally;
  const answeredAt = lastRun?.endedAt ?? 0;
  return {
    pinned: pinnedAt !== undefined,
    archived: archivedAt !== undefined,
    unread: markedUnreadAt !== undefined || (lastReadAt !== undefined && answeredAt > lastReadAt),
    lastActivityAt: updatedAt,
    ...(lastReadAt === undefined ? {} : { lastReadAt }),
    ...(lastInteractionAt === undefined ? {} : { lastInteractionAt }),
  };
}

const statusNames = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  aborted: 'killed',
} as const;

function toRunFields(run: RunRecord | undefined) {
  if (run === undefined) return { abortedLastRun: false };
  const { runId, status, startedAt, endedAt, error } = run;
  return {
    lastRunId: runId,
    status: statusNames[status],
    abortedLastRun: status === 'aborted',
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt, runtimeMs: endedAt - startedAt }),
    ...(error === undefined ? {} : { lastRunError: error }),
  };
}

const titleLength = 60;

/** A title made of the first thing that was said. */
function titleOf({ tally: { firstMessage } }: SessionOverview): string | undefined {
  return firstMessage === undefined ? undefined : truncate(firstMessage, titleLength);
}
