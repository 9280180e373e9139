import { AppError, hasCode } from '@homarus/base';

import type { Context } from './context.ts';
import { parseSessionKey } from './session-key.ts';
import type { SessionFacts } from './session-facts.ts';
import type { SessionRecord } from './session-records.ts';

/** Which conversation, of which agent, with whom. */
export interface OpenSession {
  readonly key: string;
  readonly agentId: string;
  readonly userId: string;
  /** What a new session begins with; one that is there keeps its own. Default: nothing. */
  readonly facts?: SessionFacts;
}

export async function openSession(context: Context, wanted: OpenSession): Promise<SessionRecord> {
  const { agentId } = parseSessionKey(wanted.key);
  if (agentId !== wanted.agentId) {
    throw new AppError(
      'invalid_request',
      `sessionKey: it is a key of the agent ${agentId}, not of ${wanted.agentId}.`,
      { details: { path: 'sessionKey', expected: wanted.agentId, received: agentId } },
    );
  }
  const session = await context.lanes.run(wanted.key, () => getOrCreate(context, wanted));
  if (session.userId !== wanted.userId) {
    throw new AppError('forbidden', 'This session belongs to another person.', {
      details: { path: 'sessionKey' },
    });
  }
  return session;
}

async function getOrCreate(context: Context, wanted: OpenSession): Promise<SessionRecord> {
  const { store, accountId } = context;
  const existing = await store.getByKey(accountId, wanted.key);
  if (existing !== undefined) return existing;
  try {
    return await createSession(context, wanted);
  } catch (error) {
    // Another process was faster.
    const theirs = hasCode(error, 'conflict')
      ? await store.getByKey(accountId, wanted.key)
      : undefined;
    if (theirs === undefined) throw error;
    return theirs;
  }
}

async function createSession(
  context: Context,
  wanted: OpenSession,
  replaces?: string,
): Promise<SessionRecord> {
  const { key, agentId, userId, facts = {} } = wanted;
  const now = context.clock.now();
  const session: SessionRecord = {
    accountId: context.accountId,
    key,
    sessionId: context.ids.next('session'),
    agentId,
    userId,
    createdAt: now,
    updatedAt: now,
    facts,
  };
  await context.store.create(session, replaces);
  return session;
}

export async function resetSession(context: Context, key: string): Promise<SessionRecord> {
  return context.lanes.run(key, async () => {
    const current = await context.store.getByKey(context.accountId, key);
    if (current === undefined) {
      throw new AppError('not_found', 'There is no session with this key.', {
        details: { path: 'sessionKey' },
      });
    }
    return createSession(context, current, current.sessionId);
  });
}
