import { AppError, singleLine, truncate } from '@homarus/base';
import {
  SessionsDescribeParams,
  SessionsGetParams,
  SessionsPreviewParams,
  SessionsResolveParams,
} from '@homarus/protocol';
import { sessionPlaceOf } from '@homarus/sessions';
import type { SessionEntry, SessionRecord } from '@homarus/sessions';
import type * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { Caller, GatewayMethod } from '../../rpc/method.ts';
import { getSession, keyOf, personSeenBy, requireSession } from './session-access.ts';
import { toSessionRow } from './session-row.ts';
import type { SessionMethodContext } from './sessions-deps.ts';

export function readMethods(context: SessionMethodContext): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'sessions.describe',
      scope: 'operator.read',
      params: SessionsDescribeParams,
      handle: async (params, { caller }) => {
        const session = await getSession(context, caller, params);
        return { session: session === undefined ? null : toSessionRow(context, session, params) };
      },
    }),
    defineMethod({
      name: 'sessions.preview',
      scope: 'operator.read',
      params: SessionsPreviewParams,
      handle: async (params, { caller }) => ({
        ts: context.clock.now(),
        previews: await Promise.all(
          params.keys.map((key) => previewOf(context, caller, { ...params, key })),
        ),
      }),
    }),
    defineMethod({
      name: 'sessions.get',
      scope: 'operator.read',
      params: SessionsGetParams,
      handle: (params, { caller }) => readMessages(context, caller, params),
    }),
    defineMethod({
      name: 'sessions.resolve',
      scope: 'operator.read',
      params: SessionsResolveParams,
      handle: (params, { caller }) => resolveSession(context, caller, params),
    }),
  ];
}

interface PreviewRequest {
  readonly key: string;
  readonly limit: number;
  readonly maxChars: number;
}

async function previewOf(
  context: SessionMethodContext,
  caller: Caller,
  { key, limit, maxChars }: PreviewRequest,
) {
  const session = await getSession(context, caller, { key });
  if (session === undefined) return { key, status: 'missing', items: [] };
  const { store, accountId } = context;
  const entries = await store.listEntries(accountId, session.sessionId, { limit });
  const items = entries.flatMap((entry) => {
    const text = truncate(singleLine(textOf(entry)), maxChars);
    return text === '' ? [] : [{ role: entry.message.role, text }];
  });
  return { key, status: items.length === 0 ? 'empty' : 'ok', items };
}

function textOf({ message: { content } }: SessionEntry): string {
  if (typeof content === 'string') return content;
  const texts = content.map((part) => {
    if (part.type === 'text') return part.text;
    return part.type === 'tool-call' ? `[${part.toolName}]` : '';
  });
  return texts.join(' ');
}

/** The log of a key's session, or of one that it had before, with the list of all of them. */
async function readMessages(
  context: SessionMethodContext,
  caller: Caller,
  params: v.InferOutput<typeof SessionsGetParams>,
) {
  const { store, accountId, toChatMessages } = context;
  const session = await sessionToRead(context, caller, params);
  const { limit, before } = params;
  const entries = await store.listEntries(accountId, session.sessionId, {
    limit,
    ...(before === undefined ? {} : { beforePosition: before }),
  });
  const [first] = entries;
  const all = await store.listByKey(accountId, session.key);
  const person = personSeenBy(caller);
  const seen = all.filter(({ userId }) => person === undefined || userId === person);
  return {
    key: session.key,
    sessionId: session.sessionId,
    messages: entries.flatMap(toChatMessages),
    nextBefore: first === undefined || first.position === 0 ? null : first.position,
    sessions: seen.map(({ sessionId, createdAt, updatedAt }) => ({
      sessionId,
      createdAt,
      updatedAt,
    })),
  };
}

async function sessionToRead(
  context: SessionMethodContext,
  caller: Caller,
  { key, sessionId, agentId }: v.InferOutput<typeof SessionsGetParams>,
): Promise<SessionRecord> {
  if (sessionId === undefined) {
    return requireSession(context, caller, { key: key ?? 'main', agentId });
  }
  const session = await context.store.getById(context.accountId, sessionId);
  const person = personSeenBy(caller);
  if (session === undefined || (person !== undefined && session.userId !== person)) {
    throw new AppError('not_found', `sessionId: there is no session '${sessionId}'.`, {
      details: { path: 'sessionId' },
    });
  }
  return session;
}

/** More than two is no name. */
const maxCandidates = 10;

async function resolveSession(
  context: SessionMethodContext,
  caller: Caller,
  params: v.InferOutput<typeof SessionsResolveParams>,
) {
  const found = await findSessions(context, caller, params);
  const [only] = found;
  if (only !== undefined && found.length === 1) return { ok: true, ...only };
  if (found.length > 1) return { ok: false, candidates: found };
  if (params.allowMissing) return { ok: false };
  throw new AppError('not_found', 'There is no such session.', { details: { path: 'key' } });
}

async function findSessions(
  context: SessionMethodContext,
  caller: Caller,
  params: v.InferOutput<typeof SessionsResolveParams>,
): Promise<readonly { readonly key: string; readonly agentId: string }[]> {
  const { key, sessionId, label, agentId, spawnedBy } = params;
  const { store, accountId } = context;
  if (key !== undefined) {
    const session = await getSession(context, caller, { key, agentId });
    if (session !== undefined) return [session].map(toName);
    // The main session is there for whoever speaks in it first.
    const named = keyOf(context, { key, agentId });
    return sessionPlaceOf(named.key).kind === 'main' ? [named] : [];
  }
  const person = personSeenBy(caller);
  const own = person === undefined ? {} : { userId: person };
  if (sessionId !== undefined) {
    const session = await store.getById(accountId, sessionId);
    return session !== undefined && (person ?? session.userId) === session.userId
      ? [toName(session)]
      : [];
  }
  if (label === undefined) {
    throw new AppError('invalid_request', 'key: expected a key, a sessionId or a label.', {
      details: { path: 'key' },
    });
  }
  const page = await store.listSessions(accountId, {
    ...own,
    label,
    limit: maxCandidates,
    ...(agentId === undefined ? {} : { agentId }),
    ...(spawnedBy === undefined ? {} : { parentSessionKey: spawnedBy }),
  });
  return page.sessions.map(toName);
}

function toName({ key, agentId, facts }: SessionRecord) {
  return { key, agentId, ...(facts.label === undefined ? {} : { displayName: facts.label }) };
}
