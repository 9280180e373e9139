import {
  type DisposeAnswer,
  type EvictIdleSessionsAnswer,
  EvictIdleSessionsBody,
  parseInput,
  type PrefetchAnswer,
  PrefetchBody,
  type WorkingSetAnswer,
  WorkingSetBody,
} from '@homarus/protocol';

import { toScope, toSessionScope } from '../scope.ts';
import { type Call, type Route, routesByName } from './route.ts';
import { workingSetDocs } from './working-set-docs.ts';

/** What is kept in process of the sessions that go on. */
export const workingSetRoutes: readonly Route[] = [
  ...routesByName(
    {
      prefetch: async ({ memory, caller, defaults, body, signal }) => {
        const { prompt, messages, topK, ...named } = parseInput(PrefetchBody, body);
        const result = await memory.conversations.prefetch(
          toSessionScope(named, caller, defaults),
          {
            ...(prompt === undefined ? {} : { prompt }),
            ...(messages === undefined ? {} : { messages }),
            ...(topK === undefined ? {} : { topK }),
            signal,
          },
        );
        return { ok: true, ...result } satisfies PrefetchAnswer;
      },

      dispose: async ({ memory, caller, defaults, body, signal }) => {
        const named = parseInput(WorkingSetBody, body);
        const scope = toSessionScope(named, caller, defaults);
        const { flushed } = await memory.conversations.dispose(scope, { signal });
        return { ok: true, flushed } satisfies DisposeAnswer;
      },

      session_working_set: getWorkingSet,

      evict_idle_sessions: async ({ memory, caller, defaults, body }) => {
        const { maxIdleSeconds, ...named } = parseInput(EvictIdleSessionsBody, body);
        const scope = toScope(named, caller, defaults);
        const { evicted } = await memory.conversations.evictIdleSessions(scope, { maxIdleSeconds });
        return { ok: true, evicted } satisfies EvictIdleSessionsAnswer;
      },
    },
    workingSetDocs,
  ),
  {
    method: 'GET',
    path: '/session_working_set',
    doc: workingSetDocs.session_working_set,
    endpoint: getWorkingSet,
  },
];

async function getWorkingSet(call: Call): Promise<WorkingSetAnswer> {
  const { memory, caller, defaults, body } = call;
  const scope = toSessionScope(parseInput(WorkingSetBody, body), caller, defaults);
  const set = await memory.conversations.sessionWorkingSet(scope);
  return {
    ok: true,
    ...set,
    bufferedTopic: set.bufferedTopic ?? null,
    injected: set.injected.map(({ id, revision }) => ({ id, revision: revision ?? null })),
    lastActivityAt: set.lastActivityAt ?? null,
  };
}
