import { AppError } from '@homarus/base';
import {
  AfterTurnBody,
  ComposeBody,
  GetMemoryBody,
  IngestBatchBody,
  IngestBody,
  type IngestAnswer,
  parseInput,
  SearchMemoryBody,
} from '@homarus/protocol';

import {
  toAfterTurnAnswer,
  toComposeAnswer,
  toGetMemoryAnswer,
  toSearchMemoryAnswer,
} from '../answers.ts';
import { toScope, toSessionScope } from '../scope.ts';
import { conversationDocs } from './conversation-docs.ts';
import { type Call, type Endpoint, routesByName } from './route.ts';

const endpoints: Readonly<Record<string, Endpoint>> = {
  compose: async ({ memory, caller, defaults, body, signal }) => {
    const { accountId, userId, agentId, sessionId, ...request } = parseInput(ComposeBody, body);
    const scope = toSessionScope({ accountId, userId, agentId, sessionId }, caller, defaults);
    return toComposeAnswer(await memory.compose(scope, { ...request, signal }));
  },

  after_turn: async ({ memory, caller, defaults, body }) => {
    const { accountId, userId, agentId, sessionId, ...turn } = parseInput(AfterTurnBody, body);
    const scope = toSessionScope({ accountId, userId, agentId, sessionId }, caller, defaults);
    return toAfterTurnAnswer(await memory.afterTurn(scope, turn));
  },

  ingest: async (call) => ingest(call, parseInput(IngestBody, call.body)),

  ingest_batch: async (call) => ingest(call, parseInput(IngestBatchBody, call.body)),

  search_memory: async ({ memory, caller, defaults, body, signal }) => {
    const { accountId, userId, agentId, query, ...options } = parseInput(SearchMemoryBody, body);
    const scope = toScope({ accountId, userId, agentId }, caller, defaults);
    return toSearchMemoryAnswer(await memory.search(scope, query, { ...options, signal }));
  },

  get_memory: async ({ memory, caller, defaults, body }) => {
    const { id, uri, ...named } = parseInput(GetMemoryBody, body);
    const scope = toScope(named, caller, defaults);
    const found = await memory.get(scope, uri === undefined ? { id: id ?? '' } : { uri });
    if (found === undefined) {
      throw new AppError(
        'not_found',
        `No memory or message with this ${uri === undefined ? 'id' : 'uri'}.`,
        {
          details: uri === undefined ? { id } : { uri },
        },
      );
    }
    return toGetMemoryAnswer(found);
  },
};

/** What a host calls while it converses: capture, recall, search. */
export const conversationRoutes = routesByName(endpoints, conversationDocs);

async function ingest(
  { memory, caller, defaults }: Call,
  { messages, sentAt, ...named }: IngestBody,
): Promise<IngestAnswer> {
  const scope = toSessionScope(named, caller, defaults);
  const { ingested, duplicates } = await memory.ingest(
    scope,
    messages,
    sentAt === undefined ? {} : { sentAt },
  );
  return { ok: true, ingested, duplicates };
}
