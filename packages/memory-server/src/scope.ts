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
 * The scope that a body names, within the account of its caller, and within its user where its key is
 * bound to one. Throws `forbidden` for another account or user.
 */
export function toScope(named: NamedScope, caller: Caller, defaults: ScopeDefaults): Scope {
  const { sessionId } = named;
  return {
    accountId: own('accountId', named.accountId, caller.accountId),
    userId:
      caller.userId === undefined
        ? (named.userId ?? defaults.userId)
        : own('userId', named.userId, caller.userId),
    agentId: named.agentId ?? defaults.agentId,
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}

function own(path: 'accountId' | 'userId', named: string | undefined, mine: string): string {
  if (named === undefined || named === mine) return mine;
  const what = path === 'accountId' ? 'account' : 'user';
  throw new AppError('forbidden', `The ${what} ${JSON.stringify(named)} is not yours.`, {
    details: { path, named },
  });
}

/** {@link toScope} of a body that names its session. */
export function toSessionScope(
  named: NamedScope & { readonly sessionId: string },
  caller: Caller,
  defaults: ScopeDefaults,
): SessionScope {
  return { ...toScope(named, caller, defaults), sessionId: named.sessionId };
}

/** Whom a call is about, as far as its unchecked body says so; the endpoint checks it. */
export function memberIdsOf(
  body: unknown,
  caller: Caller,
  defaults: ScopeDefaults,
): { readonly userId: string; readonly agentId: string } {
  const { userId, agentId } = (body ?? {}) as Readonly<Record<string, unknown>>;
  return {
    userId: caller.userId ?? (typeof userId === 'string' ? userId : defaults.userId),
    agentId: typeof agentId === 'string' ? agentId : defaults.agentId,
  };
}
