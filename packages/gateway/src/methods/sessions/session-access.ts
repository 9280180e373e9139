import { AppError } from '@homarus/base';
import { hasScope } from '@homarus/protocol';
import { parseSessionKey, personOfKey, resolveSessionKey } from '@homarus/sessions';
import type { SessionOverview } from '@homarus/sessions';

import type { Caller } from '../../rpc/method.ts';
import type { SessionMethodContext } from './sessions-deps.ts';

/** Whose sessions a caller may see: everybody's for an admin, else their own. */
export function personSeenBy(caller: Caller): string | undefined {
  return hasScope(caller.scopes, 'operator.admin') ? undefined : caller.userId;
}

export interface NamedSession {
  readonly key: string;
  readonly agentId?: string | undefined;
}

/** The full key of what a caller named, and the agent in it. */
export function keyOf(
  { agentIds }: SessionMethodContext,
  { key, agentId }: NamedSession,
): { readonly key: string; readonly agentId: string } {
  const [byDefault = 'main'] = agentIds();
  const full = resolveSessionKey(key, agentId ?? byDefault);
  const named = parseSessionKey(full).agentId;
  if (agentId !== undefined && agentId !== named) {
    throw new AppError(
      'invalid_request',
      `key: it is a key of the agent ${named}, not ${agentId}.`,
      {
        details: { path: 'key', expected: agentId, received: named },
      },
    );
  }
  return { key: full, agentId: named };
}

/** The session of a key, when the caller may see it. */
export async function getSession(
  context: SessionMethodContext,
  caller: Caller,
  named: NamedSession,
): Promise<SessionOverview | undefined> {
  const { key } = keyOf(context, named);
  const session = await context.store.getOverview(context.accountId, key);
  const person = personSeenBy(caller);
  return person === undefined || session?.userId === person ? session : undefined;
}

/** The same; `not_found` when there is none, or it is another person's. */
export async function requireSession(
  context: SessionMethodContext,
  caller: Caller,
  named: NamedSession & { readonly expectedSessionId?: string | undefined },
): Promise<SessionOverview> {
  const session = await getSession(context, caller, named);
  if (session === undefined) {
    throw new AppError('not_found', `key: there is no session '${named.key}'.`, {
      details: { path: 'key' },
    });
  }
  const { expectedSessionId = session.sessionId } = named;
  if (expectedSessionId !== session.sessionId) {
    throw new AppError('conflict', 'The session was reset meanwhile; read it again.', {
      details: { path: 'expectedSessionId', received: session.sessionId },
    });
  }
  return session;
}

/**
 * Whose session a key is, or will be. `not_found` when that is another person, unless the caller is an
 * admin.
 */
export async function requireOwner(
  { store, accountId }: SessionMethodContext,
  caller: Caller,
  key: string,
): Promise<string> {
  const session = await store.getByKey(accountId, key);
  const owner = session?.userId ?? personOfKey(key) ?? caller.userId;
  const person = personSeenBy(caller);
  if (person === undefined || person === owner) return owner;
  throw new AppError('not_found', `key: there is no session '${key}'.`, {
    details: { path: 'key' },
  });
}
