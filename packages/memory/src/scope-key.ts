import type { SessionScope } from './scope.ts';

/** Names a session among all of them, for queues and for jobs that one session has once. */
export function sessionKeyOf(scope: SessionScope): string {
  return JSON.stringify([scope.accountId, scope.userId, scope.agentId, scope.sessionId]);
}
