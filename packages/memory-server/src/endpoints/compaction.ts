import {
  type CompactAnswer,
  CompactBody,
  parseInput,
  type PrepareCompactionAnswer,
  PrepareCompactionBody,
} from '@homarus/protocol';

import { toSessionScope } from '../scope.ts';
import { type Endpoint, routesByName } from './route.ts';
import { sessionDocs } from './session-docs.ts';

const endpoints: Readonly<Record<string, Endpoint>> = {
  prepare_compaction: async ({ memory, caller, defaults, body, signal }) => {
    const { messages, ...named } = parseInput(PrepareCompactionBody, body);
    const scope = toSessionScope(named, caller, defaults);
    const result = await memory.conversations.prepareCompaction(scope, {
      ...(messages === undefined ? {} : { messages }),
      signal,
    });
    return { ok: true, ...result } satisfies PrepareCompactionAnswer;
  },

  compact: async ({ memory, caller, defaults, body, signal }) => {
    const { accountId, userId, agentId, sessionId, ...request } = parseInput(CompactBody, body);
    const scope = toSessionScope({ accountId, userId, agentId, sessionId }, caller, defaults);
    const result = await memory.conversations.compact(scope, { ...request, signal });
    return {
      ok: true,
      ...result,
      summary: result.summary ?? null,
      archiveUri: result.archiveUri ?? null,
      firstKeptMessageId: result.firstKeptMessageId ?? null,
    } satisfies CompactAnswer;
  },
};

/** What a host calls when its window is full. */
export const compactionRoutes = routesByName(endpoints, sessionDocs);
