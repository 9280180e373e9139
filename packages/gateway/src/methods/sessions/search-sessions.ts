import { truncate } from '@homarus/base';
import { SessionsSearchParams } from '@homarus/protocol';
import type { Hit } from '@homarus/memory';
import type { SessionRecord } from '@homarus/sessions';
import type * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { Caller, GatewayMethod } from '../../rpc/method.ts';
import { keyOf } from './session-access.ts';
import type { SessionMethodContext } from './sessions-deps.ts';

const roles = { full_context_user: 'user', full_context_assistant: 'assistant' } as const;
const snippetLength = 300;

/**
 * Searches what the caller and their agents said, in all sessions and those before a reset. Memory is
 * the index: it has every message of a turn that has ended, in every language. A turn that it has not
 * taken yet is not found, and `indexing` says so.
 */
export function searchMethods(context: SessionMethodContext): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'sessions.search',
      scope: 'operator.read',
      params: SessionsSearchParams,
      handle: async (params, { caller, signal }) => {
        const hits = await findHits(context, { caller, signal, params });
        const joined = await joinSessions(context, hits, params);
        const unsettled = await context.store.listUnsettledRuns(context.accountId);
        return {
          results: joined.slice(0, params.limit),
          indexing: unsettled.some(({ userId }) => userId === caller.userId),
          truncated: joined.length > params.limit,
        };
      },
    }),
  ];
}

interface Search {
  readonly caller: Caller;
  readonly signal: AbortSignal;
  readonly params: v.InferOutput<typeof SessionsSearchParams>;
}

/** Always only of the caller, whatever the caller may list. */
async function findHits(
  { memory, accountId, agentIds }: SessionMethodContext,
  { caller: { userId }, signal, params }: Search,
): Promise<readonly Hit[]> {
  const agents = params.agentId === undefined ? agentIds() : [params.agentId];
  const categories = ['full_context_user', 'full_context_assistant'] as const;
  const found = await Promise.all(
    agents.map((agentId) =>
      memory.search({ accountId, userId, agentId }, params.query, {
        // Some are of sessions that are not asked for.
        limit: params.limit * 4,
        categories,
        signal,
      }),
    ),
  );
  return found.flatMap(({ hits }) => hits).sort((a, b) => b.score - a.score);
}

async function joinSessions(
  context: SessionMethodContext,
  hits: readonly Hit[],
  { sessionKeys }: v.InferOutput<typeof SessionsSearchParams>,
) {
  const { store, accountId } = context;
  const ids = [...new Set(hits.flatMap(({ sessionId }) => sessionId ?? []))];
  const sessions = new Map<string, SessionRecord>();
  for (const session of await Promise.all(ids.map((id) => store.getById(accountId, id)))) {
    if (session !== undefined) sessions.set(session.sessionId, session);
  }
  const wanted = sessionKeys && new Set(sessionKeys.map((key) => keyOf(context, { key }).key));
  return hits.flatMap((hit) => {
    const session = sessions.get(hit.sessionId ?? '');
    const role = roleOf(hit);
    if (session === undefined || role === undefined) return [];
    return wanted?.has(session.key) === false ? [] : [toResult(hit, session, role)];
  });
}

function roleOf({ category }: Hit): 'user' | 'assistant' | undefined {
  return category === 'full_context_user' || category === 'full_context_assistant'
    ? roles[category]
    : undefined;
}

function toResult(hit: Hit, { key, sessionId }: SessionRecord, role: 'user' | 'assistant') {
  return {
    sessionKey: key,
    sessionId,
    messageId: hit.id,
    role,
    timestamp: hit.createdAt,
    snippet: truncate(hit.text, snippetLength),
    score: hit.score,
  };
}
