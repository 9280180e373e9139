import type { SessionStore } from '@homarus/sessions';

import { textOf } from '../turns/message-text.ts';

/** A conversation, for the agent that looks for it. */
export interface SessionSummary {
  readonly key: string;
  readonly title: string | undefined;
  /** Unix milliseconds. */
  readonly updatedAt: number;
}

/** One message of a conversation as text. */
export interface SessionLine {
  readonly role: string;
  readonly text: string;
  readonly createdAt: number;
}

/** Whose sessions are read: those of one person with one agent, and no others. */
export interface SessionReaderScope {
  readonly userId: string;
  readonly agentId: string;
}

/** What the session tools read. */
export interface SessionReader {
  /** Newest first. */
  list(scope: SessionReaderScope, limit: number): Promise<readonly SessionSummary[]>;
  /** The last messages, in order; undefined when the person has no such session with the agent. */
  history(
    scope: SessionReaderScope,
    key: string,
    limit: number,
  ): Promise<readonly SessionLine[] | undefined>;
}

/** Entries that are looked through for messages; what tools said is passed over. */
const maxEntries = 1000;

/** Reads the sessions of an account. Archived ones too; removed ones not. */
export function createSessionReader(store: SessionStore, accountId: string): SessionReader {
  return {
    async list({ userId, agentId }, limit) {
      const { sessions } = await store.listSessions(accountId, { userId, agentId, limit });
      return sessions.map(({ key, updatedAt, facts, tally }) => ({
        key,
        title: facts.label ?? tally.firstMessage,
        updatedAt,
      }));
    },
    async history({ userId, agentId }, key, limit) {
      const session = await store.getByKey(accountId, key);
      if (session?.userId !== userId || session.agentId !== agentId) return undefined;
      const entries = await store.listEntries(accountId, session.sessionId, { limit: maxEntries });
      const lines = entries
        .filter(({ message }) => message.role === 'user' || message.role === 'assistant')
        .map(({ message, createdAt }) => ({ role: message.role, text: textOf(message), createdAt }))
        .filter(({ text }) => text !== '');
      return lines.slice(-limit);
    },
  };
}
