import { sessionPlaceOf } from '@homarus/sessions';

import type { ChatContext } from './chat-deps.ts';
import type { Place } from './place.ts';
import { stateOf } from './start-run.ts';

/** The session of a page of history; a session that nobody has spoken in yet has only its place. */
export async function toSessionInfo(
  { sessions, accountId, chooseModel, queueMode }: ChatContext,
  { sessionKey: key, agentId }: Place,
) {
  const { kind } = sessionPlaceOf(key);
  const chatType = kind === 'group' ? 'group' : 'direct';
  const place = {
    key,
    agentId,
    kind: chatType,
    chatType,
    classification: kind,
    isMain: kind === 'main',
  };
  const overview = await sessions.getOverview(accountId, key);
  if (overview === undefined) return place;
  const { model, contextTokens } = chooseModel(agentId, overview.facts.model);
  const { tally, lastRun, facts, sessionId, createdAt, updatedAt } = overview;
  return {
    ...place,
    sessionId,
    createdAt,
    updatedAt,
    createdVia: facts.createdVia ?? 'operator',
    archived: facts.archivedAt !== undefined,
    pinned: facts.pinnedAt !== undefined,
    ...(facts.label === undefined ? {} : { label: facts.label }),
    inputTokens: tally.inputTokens,
    outputTokens: tally.outputTokens,
    totalTokens: tally.inputTokens + tally.outputTokens,
    modelProvider: model.provider,
    model: model.modelId,
    contextTokens,
    effectiveQueueMode: facts.queueMode ?? queueMode(),
    ...(lastRun === undefined
      ? {}
      : {
          lastRunId: lastRun.runId,
          status: stateOf(lastRun),
          abortedLastRun: lastRun.status === 'aborted',
          startedAt: lastRun.startedAt,
          ...(lastRun.endedAt === undefined
            ? {}
            : { endedAt: lastRun.endedAt, runtimeMs: lastRun.endedAt - lastRun.startedAt }),
        }),
  };
}
