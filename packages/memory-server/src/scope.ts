import { AppError } from '@homarus/base';
import type { Scope, SessionScope } from '@homarus/memory';

import type { Caller } from './auth.ts';

/** What a call that names no user or agent is about. */
export interface ScopeDefaults {
  readonly userId: string;
  readonly agentId: string;
}

/** The scope fields of a body. */
export interface NamedScope {
  readonly accountId?: string | undefined;
  readonly userId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly sessionId?: string | undefined;
}

/**
 * The scope that a body names, within the account of its caller. Throws `forbidden` for another
 * account.
 */
export function toScope(named: NamedScope, caller: Caller, defaults: ScopeDefaults): Scope {
  const { accountId = caller.accountId, sessionId } = named;
  if (accountId !== caller.accountId) {
    throw new AppError('forbidden', `The account ${JSON.stringify(accountId)} is not yours.`, {
      details: { path: 'accountId' },
    });
  }
  return {
    accountId,
    userId: named.userId ?? defaults.userId,
    agentId: named.agentId ?? defaults.agentId,
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}

/** {@link toScope} of a body that names its session. */
export function toSessionScope(
  named: NamedScope & { readonly sessionId: string },
  caller: Caller,
  defaults: ScopeDefaults,
): SessionScope {
  return { ...toScope(named, caller, defaults), sessionId: named.sessionId };
}
