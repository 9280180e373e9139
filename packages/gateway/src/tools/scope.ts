import type { ToolContext } from '@homarus/agent';
import type { Scope } from '@homarus/memory';

/** The memory that a tool call may touch: that of the turn it runs in. */
export function scopeOf(accountId: string, context: ToolContext): Scope {
  return {
    accountId,
    userId: context.userId,
    agentId: context.agentId,
    sessionId: context.sessionId,
  };
}
