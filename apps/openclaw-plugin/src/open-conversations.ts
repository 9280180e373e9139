import type { HostMessage } from './host/host-message.ts';

/** What this process knows of a conversation beside what is on disk; losing it costs a search. */
export interface OpenConversation {
  /** The window of the last turn, as the host had it, without what was cut. */
  window: readonly HostMessage[];
  windowTokens: number;
  tokenBudget: number | undefined;
  /** What was recalled for the turn that goes on, and for which question of which engine. */
  recalled:
    | { readonly engine: object; readonly prompt: string; readonly addition: string }
    | undefined;
  /** The latest turn that was handed over. */
  lastTurn: readonly HostMessage[];
  /** The host hands turns over by `commitTurn`: what it says otherwise is the same turn again. */
  isCommitted: boolean;
}

export interface OpenConversations {
  of(sessionId: string): OpenConversation;
}

const maxOpen = 500;

/** The least recently used is let go. */
export function createOpenConversations(): OpenConversations {
  const open = new Map<string, OpenConversation>();
  return {
    of(sessionId) {
      const found = open.get(sessionId) ?? newConversation();
      open.delete(sessionId);
      open.set(sessionId, found);
      const [oldest] = open.keys();
      if (open.size > maxOpen && oldest !== undefined) open.delete(oldest);
      return found;
    },
  };
}

function newConversation(): OpenConversation {
  return {
    window: [],
    windowTokens: 0,
    tokenBudget: undefined,
    recalled: undefined,
    lastTurn: [],
    isCommitted: false,
  };
}
