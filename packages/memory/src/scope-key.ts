import type { Whose } from './ports/maintenance-store.ts';
import type { Scope, SessionScope } from './scope.ts';

/** Names a session among all of them, for queues and for jobs that one session has once. */
export function sessionKeyOf(scope: SessionScope): string {
  return JSON.stringify([scope.accountId, scope.userId, scope.agentId, scope.sessionId]);
}

/** Names a person of an account, whose memories are all that could contradict or repeat each other. */
export function personKeyOf(scope: Scope): string {
  return JSON.stringify([scope.accountId, scope.userId]);
}

/** Whether something belongs to the account or user. */
export function isOf({ accountId, userId }: Whose, scope: Required<Whose>): boolean {
  return scope.accountId === accountId && (userId === undefined || scope.userId === userId);
}

/** Takes out of a cache by {@link personKeyOf} or {@link sessionKeyOf} what belongs to the account or user. */
export function dropOwners(cache: Map<string, unknown>, whose: Whose): void {
  for (const key of cache.keys()) {
    const [accountId, userId] = JSON.parse(key) as readonly [string, string];
    if (isOf(whose, { accountId, userId })) cache.delete(key);
  }
}
