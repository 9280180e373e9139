import type { Scope, SessionScope } from './scope.ts';

/** Names a session among all of them, for queues and for jobs that one session has once. */
export function sessionKeyOf(scope: SessionScope): string {
  return JSON.stringify([scope.accountId, scope.userId, scope.agentId, scope.sessionId]);
}

/** Names a person of an account, whose memories are all that could contradict or repeat each other. */
export function personKeyOf(scope: Scope): string {
  return JSON.stringify([scope.accountId, scope.userId]);
}
