import { SessionsListParams } from '@homarus/protocol';
import type { SessionQuery } from '@homarus/sessions';
import type * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { Caller, GatewayMethod } from '../../rpc/method.ts';
import { personSeenBy } from './session-access.ts';
import { toSessionRow } from './session-row.ts';
import { levelsOf } from './thinking-levels.ts';
import type { SessionMethodContext } from './sessions-deps.ts';

type ListParams = v.InferOutput<typeof SessionsListParams>;

export function listMethods(context: SessionMethodContext): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'sessions.list',
      scope: 'operator.read',
      params: SessionsListParams,
      handle: (params, { caller }) => readList(context, caller, params),
    }),
    defineMethod({
      name: 'sessions.subscribe',
      scope: 'operator.read',
      params: SessionsListParams,
      handle: async (params, { caller, subscriptions }) => {
        // Before the list is read: what changes in between is told, not missed.
        subscriptions.hasSessionList = true;
        return { subscribed: true, list: await readList(context, caller, params) };
      },
    }),
  ];
}

/** Clients of OpenClaw ask for 10,000 at once. */
const maxLimit = 1000;

async function readList(context: SessionMethodContext, caller: Caller, params: ListParams) {
  const { store, clock, accountId } = context;
  const limit = Math.min(params.limit, maxLimit);
  const { offset } = params;
  const query = toQuery({ ...params, limit }, personSeenBy(caller), clock.now());
  const { sessions, total } = await store.listSessions(accountId, query);
  const end = offset + sessions.length;
  const hasMore = end < total;
  return {
    ts: clock.now(),
    path: 'database',
    count: sessions.length,
    totalCount: total,
    limitApplied: limit,
    offset,
    hasMore,
    nextOffset: hasMore ? end : null,
    owners: [],
    defaults: defaultsOf(context),
    sessions: sessions.map((session) => toSessionRow(context, session, params)),
  };
}

function toQuery(params: ListParams, userId: string | undefined, now: number): SessionQuery {
  const { limit, offset, archived, search = '', activeMinutes, label, agentId, spawnedBy } = params;
  return {
    limit,
    offset,
    orderBy: params.sortBy,
    ...(userId === undefined ? {} : { userId }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(params.kinds === undefined ? {} : { kinds: params.kinds }),
    ...(search.trim() === '' ? {} : { text: search.trim() }),
    ...(label === undefined ? {} : { label }),
    ...(spawnedBy === undefined ? {} : { parentSessionKey: spawnedBy }),
    ...(archived === 'all' ? {} : { isArchived: archived }),
    ...(activeMinutes === undefined ? {} : { updatedSince: now - activeMinutes * 60_000 }),
    ...(params.requireLastInteraction ? { hasInteraction: true } : {}),
  };
}

/** What a session without settings of its own has. */
function defaultsOf({ agentIds, modelOf }: SessionMethodContext) {
  const [agentId = 'main'] = agentIds();
  const { provider, model, contextTokens, canReason } = modelOf(agentId, {});
  const levels = levelsOf(canReason);
  return {
    modelProvider: provider,
    model,
    contextTokens,
    agentRuntime: { id: 'homarus', source: 'implicit' },
    thinkingLevels: levels.map((id) => ({ id, label: id })),
    thinkingOptions: levels,
    thinkingDefault: 'off',
    modelSelectionTarget: 'session',
  };
}
