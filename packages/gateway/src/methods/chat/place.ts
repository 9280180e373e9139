import { AppError } from '@homarus/base';
import { hasScope } from '@homarus/protocol';
import { mainSessionKey, parseSessionKey, personOfKey, resolveSessionKey } from '@homarus/sessions';
import type { SessionRecord } from '@homarus/sessions';

import type { Caller } from '../../rpc/method.ts';
import type { ChatContext } from './chat-deps.ts';

/** Where a call takes place. */
export interface Place {
  readonly sessionKey: string;
  readonly agentId: string;
  /** The session's person; in a new one, that of its key, else the caller. */
  readonly userId: string;
  readonly session: SessionRecord | undefined;
}

/**
 * The session that a caller names; the main one of its agent when none is named. `not_found` for an
 * unknown agent, and for another person's session unless the caller is an admin.
 */
export async function findPlace(
  { agents, sessions, accountId }: ChatContext,
  caller: Caller,
  wish: { readonly sessionKey?: string | undefined; readonly agentId?: string | undefined },
): Promise<Place> {
  const wished = wish.agentId ?? agents.byDefault.id;
  const sessionKey =
    wish.sessionKey === undefined
      ? mainSessionKey(wished)
      : resolveSessionKey(wish.sessionKey, wished);
  const agentId = agents.require(parseSessionKey(sessionKey).agentId, 'sessionKey').id;
  const session = await sessions.getByKey(accountId, sessionKey);
  const userId = session?.userId ?? personOfKey(sessionKey) ?? caller.userId;
  if (userId !== caller.userId && !hasScope(caller.scopes, 'operator.admin')) {
    throw new AppError('not_found', `There is no session ${sessionKey}.`, {
      details: { path: 'sessionKey' },
    });
  }
  return { sessionKey, agentId, userId, session };
}
