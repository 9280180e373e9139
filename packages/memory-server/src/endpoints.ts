import { AppError } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
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
} from './answers.ts';
import type { Caller } from './auth.ts';
import { type ScopeDefaults, toScope, toSessionScope } from './scope.ts';

/** One call: its caller is known and its body read, but nothing in the body is trusted yet. */
export interface Call {
  readonly memory: MemoryService;
  readonly caller: Caller;
  readonly defaults: ScopeDefaults;
  /** With camelCase keys. */
  readonly body: unknown;
  /** Aborts when the caller goes away. */
  readonly signal: AbortSignal;
}

/**
 * Checks the whole body and its scope before it calls the memory, so that a bad call leaves nothing
 * half stored; resolves with the body of the 200.
 */
export type Endpoint = (call: Call) => Promise<object>;

/** What is under `/api/v1/` and called with POST. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
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

async function ingest(
  { memory, caller, defaults }: Call,
  { messages, ...named }: IngestBody,
): Promise<IngestAnswer> {
  const scope = toSessionScope(named, caller, defaults);
  const { ingested, duplicates } = await memory.ingest(scope, messages);
  return { ok: true, ingested, duplicates };
}
