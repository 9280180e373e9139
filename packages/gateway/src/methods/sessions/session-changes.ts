import type { SessionMethodContext } from './sessions-deps.ts';
import { toSessionRow } from './session-row.ts';

export type SessionChange = 'create' | 'patch' | 'reset' | 'delete' | 'compact' | 'turn';

/**
 * Tells those who watch the list what became of a session, with its row as it is now; without one
 * when it is gone. `ended` is the one that a reset or a deletion ends. The change has happened: what cannot be told is not its failure.
 */
export async function announceSession(
  context: SessionMethodContext,
  key: string,
  reason: SessionChange,
  ended?: { readonly sessionId: string; readonly userId: string },
): Promise<void> {
  const { store, hub, clock, accountId } = context;
  const session = await store.getOverview(accountId, key).catch(() => undefined);
  const row = session === undefined ? {} : toSessionRow(context, session);
  const before = ended === undefined ? {} : { previousSessionId: ended.sessionId };
  const person = session?.userId ?? ended?.userId;
  // Made and gone again meanwhile: whoever took it away tells that.
  if (person === undefined) return;
  const payload = { sessionKey: key, reason, ts: clock.now(), ...before, ...row };
  hub.publish('sessions.changed', payload, { audience: { to: 'session-list' }, person });
}
