/**
 * Whose memory a call is about. A required argument of every engine and store call; a store applies
 * it in one place. `accountId` is the tenant; `userId` the person; `agentId` the agent that works
 * for that person; `sessionId` one conversation, where a call is about one.
 */
export interface Scope {
  readonly accountId: string;
  readonly userId: string;
  readonly agentId: string;
  readonly sessionId?: string;
}

/** A scope that names its session, as writing messages needs. */
export interface SessionScope extends Scope {
  readonly sessionId: string;
}

/** The scope with its session; throws a plain `Error` when it has none. */
export function requireSession(scope: Scope): SessionScope {
  const { sessionId } = scope;
  if (sessionId === undefined) throw new Error('The scope names no session.');
  return { ...scope, sessionId };
}

/** `user:<userId>` (what is known of the person) or `agent:<agentId>` (what the agent learned about its work). */
export type OwnerSpace = `user:${string}` | `agent:${string}`;

/**
 * What a scope may see: rows of its account and user; of these, messages and agent-owned memories
 * only of its agent, user-owned memories of any agent.
 */
export function isVisible(
  scope: Scope,
  row: {
    readonly accountId: string;
    readonly userId: string;
    readonly agentId: string | undefined;
  },
): boolean {
  return (
    row.accountId === scope.accountId &&
    row.userId === scope.userId &&
    (row.agentId === undefined || row.agentId === scope.agentId)
  );
}
