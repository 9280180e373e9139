import * as v from 'valibot';

import { IdText } from '../schemas.ts';

/**
 * Whose memory a call is about. What is absent is filled in by the server: the account of the
 * caller's key, the default user and agent.
 */
export const scopeFields = {
  /** The tenant. Another one than the caller's own is answered with 403. */
  accountId: v.exactOptional(IdText),
  userId: v.exactOptional(IdText),
  agentId: v.exactOptional(IdText),
} as const;

/** {@link scopeFields} of a call that is about one conversation. */
export const sessionScopeFields = { ...scopeFields, sessionId: IdText } as const;
