import { AppError } from '@homarus/base';
import {
  SessionsCreateParams,
  SessionsDeleteParams,
  SessionsPatchParams,
  SessionsResetParams,
} from '@homarus/protocol';
import { sessionPlaceOf, toSessionKey } from '@homarus/sessions';
import type { SessionFacts, SessionFactsChange, SessionRecord } from '@homarus/sessions';
import type * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { Caller, GatewayMethod } from '../../rpc/method.ts';
import { forgetLearned } from './forget-learned.ts';
import { keyOf, requireOwner, requireSession } from './session-access.ts';
import { levelsOf } from './thinking-levels.ts';
import { announceSession } from './session-changes.ts';
import { toEntry } from './session-row.ts';
import type { SessionMethodContext } from './sessions-deps.ts';

export function changeMethods(context: SessionMethodContext): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'sessions.create',
      scope: 'operator.write',
      params: SessionsCreateParams,
      handle: (params, { caller }) => createSession(context, caller, params),
    }),
    defineMethod({
      name: 'sessions.patch',
      scope: 'operator.write',
      params: SessionsPatchParams,
      handle: async (params, { caller }) => {
        const { key } = await requireSession(context, caller, params);
        if (typeof params.model === 'string') context.checkModel(params.model, 'model');
        const change = toChange(params, context.clock.now());
        const session = await context.store.changeFacts(context.accountId, key, change);
        await announceSession(context, key, 'patch');
        return { ...changed(context, session), path: 'database' };
      },
    }),
    defineMethod({
      name: 'sessions.reset',
      scope: 'operator.admin',
      params: SessionsResetParams,
      handle: async (params, { caller }) => {
        const ended = await requireSession(context, caller, params);
        const { key } = ended;
        await context.turns.abort({ sessionKey: key, runId: undefined });
        const session = await context.sessions.reset(key);
        await announceSession(context, key, 'reset', ended);
        return changed(context, session);
      },
    }),
    defineMethod({
      name: 'sessions.delete',
      scope: 'operator.admin',
      params: SessionsDeleteParams,
      handle: (params, { caller }) => deleteSession(context, caller, params),
    }),
  ];
}

function changed({ modelOf }: SessionMethodContext, session: SessionRecord) {
  const { provider, model, canReason } = modelOf(session.agentId, session.facts);
  const { thinkingLevel = 'off' } = session.facts;
  const isIgnored = !canReason && thinkingLevel !== 'off';
  return {
    ok: true,
    key: session.key,
    entry: toEntry(session),
    resolved: {
      modelProvider: provider,
      model,
      thinkingLevel: isIgnored ? 'off' : thinkingLevel,
      thinkingLevels: levelsOf(canReason).map((id) => ({ id, label: id })),
    },
    ...(isIgnored
      ? { warnings: [`thinkingLevel: ${provider}/${model} takes no reasoning effort.`] }
      : {}),
  };
}

type CreateParams = v.InferOutput<typeof SessionsCreateParams>;

/** Makes a session; one that is there already is answered as it is. */
async function createSession(context: SessionMethodContext, caller: Caller, params: CreateParams) {
  const { sessions, turns, ids, agentIds } = context;
  const [byDefault = 'main'] = agentIds();
  const own = toSessionKey({
    agentId: params.agentId ?? byDefault,
    rest: `chat:${params.idempotencyKey ?? ids.next('session')}`,
  });
  const { key, agentId } = keyOf(context, { key: params.key ?? own, agentId: params.agentId });
  const userId = await requireOwner(context, caller, key);
  if (params.model !== undefined) context.checkModel(params.model, 'model');
  const session = await sessions.open({ key, agentId, userId, facts: factsOf(params) });
  const message = params.message ?? params.task;
  const started =
    message === undefined
      ? undefined
      : await turns.send({
          caller,
          sessionKey: key,
          agentId,
          message,
          attachments: params.attachments,
          thinking: params.thinkingLevel,
          timeoutMs: undefined,
          idempotencyKey: params.idempotencyKey,
        });
  await announceSession(context, key, 'create');
  return {
    ...changed(context, session),
    sessionId: session.sessionId,
    runStarted: started !== undefined,
    ...(started === undefined ? {} : { runId: started.runId }),
  };
}

function factsOf(params: CreateParams): SessionFacts {
  const { label, model, thinkingLevel, parentSessionKey, spawnDepth } = params;
  return {
    createdVia: parentSessionKey === undefined ? 'operator' : 'spawn',
    ...(label === undefined ? {} : { label }),
    ...(model === undefined ? {} : { model }),
    ...(thinkingLevel === undefined ? {} : { thinkingLevel }),
    ...(parentSessionKey === undefined ? {} : { parentSessionKey, spawnDepth: spawnDepth ?? 1 }),
  };
}

const settings = [
  'label',
  'model',
  'thinkingLevel',
  'verboseLevel',
  'reasoningLevel',
  'responseUsage',
  'queueMode',
] as const;

function toChange(
  params: v.InferOutput<typeof SessionsPatchParams>,
  now: number,
): SessionFactsChange {
  const { pinned, archived, unread } = params;
  const given = settings.filter((name) => params[name] !== undefined);
  return {
    ...Object.fromEntries(given.map((name) => [name, params[name] ?? undefined])),
    ...(pinned === undefined ? {} : { pinnedAt: pinned ? now : undefined }),
    ...(archived === undefined ? {} : { archivedAt: archived ? now : undefined }),
    ...(unread === true ? { markedUnreadAt: now } : {}),
    ...(unread === false ? { markedUnreadAt: undefined, lastReadAt: now } : {}),
  };
}

async function deleteSession(
  context: SessionMethodContext,
  caller: Caller,
  params: v.InferOutput<typeof SessionsDeleteParams>,
) {
  const { store, turns, accountId } = context;
  const session = await requireSession(context, caller, params);
  const { key } = session;
  if (sessionPlaceOf(key).kind === 'main') {
    throw new AppError('invalid_request', 'key: the main session stays; reset it instead.', {
      details: { path: 'key' },
    });
  }
  if (params.archivedOnly && session.facts.archivedAt === undefined) {
    throw new AppError('conflict', 'The session is not archived any more.', {
      details: { path: 'archivedOnly' },
    });
  }
  await turns.abort({ sessionKey: key, runId: undefined });
  // Before the session is gone: when this breaks off, it can be asked for again.
  const forgotten = params.forgetLearned
    ? { forgotten: await forgetLearned(context.library, await store.listByKey(accountId, key)) }
    : {};
  const removed = await store.removeSession(accountId, key, { erase: params.erase });
  await announceSession(context, key, 'delete', session);
  return {
    ok: true,
    key,
    deleted: removed.length > 0,
    archived: params.erase ? [] : removed,
    ...forgotten,
  };
}
