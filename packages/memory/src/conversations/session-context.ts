import { AppError, estimateTokens } from '@homarus/base';

import { firstOpen } from '../archive/archive-session.ts';
import { extractCursor } from '../learn/learner.ts';
import type { StoredMessage } from '../message.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { SessionScope } from '../scope.ts';
import type { SessionContext, SessionOverview } from './conversations.ts';
import { tokensOf } from './kept-tail.ts';

type Store = MemoryStore & ConversationStore;

const maxArchives = 100;
/** Messages past the last archive that are read at most. */
const maxRead = 1_000;
const defaultTokenBudget = 4_000;

/** Counts and archives of a session; undefined for one that has no messages. */
export async function readSession(
  store: Store,
  scope: SessionScope,
): Promise<SessionOverview | undefined> {
  const [counts, state, archives] = await Promise.all([
    store.countMessages(scope),
    store.getSessionState(scope),
    store.listArchives(scope, { limit: maxArchives }),
  ]);
  if (counts.messages === 0) return undefined;
  return {
    sessionId: scope.sessionId,
    ...counts,
    pendingMessages: Math.max(0, state.nextPosition - (state.cursors[extractCursor] ?? 0)),
    openMessages: Math.max(0, state.nextPosition - firstOpen(state)),
    archives,
  };
}

/**
 * The last archive, cut by whole lines to half the budget, and after it the latest messages that it
 * does not cover, as far as the rest goes.
 */
export async function readContext(
  store: Store,
  scope: SessionScope,
  tokenBudget: number = defaultTokenBudget,
): Promise<SessionContext> {
  const state = await store.getSessionState(scope);
  if (state.nextPosition === 0) throw noSession(scope);
  const summary = fitLines(state.archive?.summary ?? '', tokenBudget / 2);
  const summaryTokens = estimateTokens(summary);
  const open = await store.listMessages(scope, {
    fromPosition: firstOpen(state),
    limit: maxRead,
    last: true,
  });
  const messages = fitMessages(open, tokenBudget - summaryTokens);
  return {
    summary,
    archiveUri: state.archive?.uri,
    messages,
    omitted: state.nextPosition - firstOpen(state) - messages.length,
    estimatedTokens: summaryTokens + tokensOf(messages),
  };
}

export function noSession({ sessionId }: SessionScope): AppError {
  return new AppError(
    'not_found',
    `There is no session ${JSON.stringify(sessionId)} in your scope.`,
    {
      details: { sessionId },
    },
  );
}

function fitLines(summary: string, budget: number): string {
  const lines = summary.split('\n');
  while (lines.length > 0 && estimateTokens(lines.join('\n')) > budget) lines.pop();
  return lines.join('\n');
}

function fitMessages(open: readonly StoredMessage[], budget: number): readonly StoredMessage[] {
  let left = budget;
  const before = open.findLastIndex((message) => {
    left -= tokensOf([message]);
    return left < 0;
  });
  return open.slice(before + 1);
}
