import { AppError, truncate } from '@homarus/base';
import { ChatHistoryParams, ChatMetadataParams } from '@homarus/protocol';
import type { SessionMessage } from '@homarus/protocol';
import type * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { Caller, GatewayMethod } from '../../rpc/method.ts';
import { toAssistantMessage, toChatMessages } from '../../turn-events/chat-message.ts';
import type { ChatContext } from './chat-deps.ts';
import { findPlace } from './place.ts';
import type { Place } from './place.ts';
import { toSessionInfo } from './session-info.ts';

/** Bytes of JSON of one page; the oldest messages of it give way. */
const maxPageBytes = 4 * 1024 * 1024;

/** `chat.history`, `chat.startup`, `chat.metadata`: what a page shows of a conversation. */
export function historyMethods(context: ChatContext): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'chat.history',
      scope: 'operator.read',
      params: ChatHistoryParams,
      handle: (params, { caller }) => history(context, caller, params),
    }),
    defineMethod({
      name: 'chat.startup',
      scope: 'operator.read',
      params: ChatHistoryParams,
      handle: async (params, { caller }) => ({
        ...(await history(context, caller, params)),
        metadata: metadata(context, params.agentId),
        agentsList: toAgentsList(context),
      }),
    }),
    defineMethod({
      name: 'chat.metadata',
      scope: 'operator.read',
      params: ChatMetadataParams,
      handle: ({ agentId }) => metadata(context, agentId),
    }),
  ];
}

async function history(
  context: ChatContext,
  caller: Caller,
  params: v.InferOutput<typeof ChatHistoryParams>,
) {
  const { sessions, accountId, turns } = context;
  const place = await findPlace(context, caller, params);
  const { sessionKey } = place;
  const sessionId = await sessionIdOf(context, place, params.sessionId);
  const [last] = await sessions.listEntries(accountId, sessionId, { limit: 1 });
  const total = last === undefined ? 0 : last.position + 1;
  const beforePosition = Math.max(0, total - params.offset);
  const entries = await sessions.listEntries(accountId, sessionId, {
    limit: params.limit,
    beforePosition,
  });
  const shown = entries.flatMap((entry) =>
    toChatMessages(entry).map((message) => cutTexts(message, params.maxChars)),
  );
  const { messages, isCut } = lastThatFit(shown);
  const running = turns.active({ sessionKey }).find(({ state }) => state === 'running');
  return {
    sessionKey,
    sessionId,
    messages,
    pendingInputs: pendingInputs(context, place),
    deltaCursor: `${sessionId}:${total}`,
    hasMore: isCut || (entries[0]?.position ?? 0) > 0,
    totalMessages: total,
    defaults: toDefaults(context, place),
    sessionInfo: await toSessionInfo(context, place),
    ...(running === undefined
      ? {}
      : {
          inFlightRun: {
            runId: running.runId,
            startedAt: running.acceptedAt,
            text: running.text,
            message: toAssistantMessage(running.text, running.acceptedAt),
          },
        }),
  };
}

/** The key's session, or one that it had before. `not_found` for one of another key or person. */
async function sessionIdOf(
  { sessions, accountId }: ChatContext,
  { sessionKey, userId, session }: Place,
  wanted: string | undefined,
): Promise<string> {
  if (wanted === undefined || wanted === session?.sessionId) return session?.sessionId ?? '';
  const earlier = await sessions.getById(accountId, wanted);
  if (earlier?.key === sessionKey && earlier.userId === userId) return wanted;
  throw new AppError('not_found', `sessionId: ${sessionKey} has had no session '${wanted}'.`, {
    details: { path: 'sessionId' },
  });
}

/** Messages that wait for their turn, as the log will have them. */
function pendingInputs({ turns }: ChatContext, { sessionKey, session }: Place) {
  const waiting = turns.active({ sessionKey }).filter(({ state }) => state === 'queued');
  const items = waiting.flatMap(({ runId, input, acceptedAt }) =>
    input.flatMap((message) =>
      toChatMessages({
        message,
        createdAt: acceptedAt,
        position: 0,
        sessionId: session?.sessionId ?? '',
        runId,
        isEcho: false,
      }).map(({ __openclaw: _place, ...shown }) => ({
        id: `pending:${runId}`,
        runId,
        message: shown,
        acceptedAt,
        state: 'queued',
      })),
    ),
  );
  return { items, total: items.length };
}

function cutTexts(message: SessionMessage, maxChars: number): SessionMessage {
  const content = message.content.map((part) =>
    part.type === 'text' && part.text.length > maxChars
      ? { ...part, text: truncate(part.text, maxChars) }
      : part,
  );
  return { ...message, content };
}

function lastThatFit(messages: readonly SessionMessage[]) {
  let left = maxPageBytes;
  const from = messages.findLastIndex((message) => {
    left -= Buffer.byteLength(JSON.stringify(message));
    return left < 0;
  });
  return { messages: messages.slice(from + 1), isCut: from !== -1 };
}

function toDefaults({ chooseModel }: ChatContext, { agentId }: Place) {
  const { model, contextTokens } = chooseModel(agentId);
  return {
    modelProvider: model.provider,
    model: model.modelId,
    contextTokens,
    agentRuntime: { id: 'homarus', source: 'builtin' },
    modelSelectionTarget: 'default',
  };
}

function metadata(context: ChatContext, agentId = context.agents.byDefault.id) {
  context.agents.require(agentId, 'agentId');
  const { model, contextTokens, canSee, canReason } = context.chooseModel(agentId);
  const { modelId: id, provider } = model;
  const input = canSee ? ['text', 'image'] : ['text'];
  return {
    agentId,
    models: [{ id, name: id, provider, contextWindow: contextTokens, input, reasoning: canReason }],
    commands: [],
  };
}

function toAgentsList({ agents }: ChatContext) {
  return {
    defaultId: agents.byDefault.id,
    mainKey: 'main',
    scope: 'per-sender',
    agents: agents.list.map(({ id, name = 'Homarus' }) => ({ id, name })),
  };
}
