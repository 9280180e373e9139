import type { ToolContext } from '@homarus/agent';
import type { Scope } from '@homarus/memory';

/** Whose memory the tools work with, and in which days they tell of it. */
export interface ToolPlace {
  readonly accountId: string;
  /** IANA name or offset. */
  readonly timeZone: string;
}

/** The memory that a tool call may touch: that of the turn it runs in. */
export function scopeOf(accountId: string, context: ToolContext): Scope {
  return {
    accountId,
    userId: context.userId,
    agentId: context.agentId,
    sessionId: context.sessionId,
  };
}
