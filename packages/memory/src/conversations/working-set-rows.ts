import { throwIfAborted } from '@homarus/base';

import { extractCursor } from '../learn/learner.ts';
import { textOf } from '../message-text.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { MemoryStore, SessionState } from '../ports/memory-store.ts';
import type { SessionScope } from '../scope.ts';
import type { Search } from '../search/search.ts';
import type { Conversations, PrefetchRequest, WorkingSetView } from './conversations.ts';
import { tokensOf } from './kept-tail.ts';
import { learnInTime, leaveToQueue } from './learn-in-time.ts';
import type { LearnInTimeDeps } from './learn-in-time.ts';
import { termsOf, topicOf } from './topic-buffer.ts';
import type { WorkingSet, WorkingSets } from './working-sets.ts';

export interface WorkingSetDeps extends LearnInTimeDeps {
  readonly store: MemoryStore & ConversationStore;
  readonly search: Search;
  readonly sets: WorkingSets;
  /** Says that there may be new jobs. */
  readonly notify: () => void;
  readonly extractTimeoutMs: number;
}

const defaultTopK = 5;
/** Of the latest messages: what a topic is read from. */
const topicMessages = 6;
const maxQueryLength = 2_000;
const maxPendingRead = 1_000;

export function createWorkingSetRows(
  deps: WorkingSetDeps,
): Pick<Conversations, 'prefetch' | 'sessionWorkingSet' | 'dispose' | 'evictIdleSessions'> {
  const { store, search, sets, notify, clock } = deps;
  return {
    prefetch: async (scope, request) => {
      throwIfAborted(request.signal);
      const texts = textsOf(request);
      const query = texts.join('\n').slice(-maxQueryLength);
      // Before the search: what is learned meanwhile has to count as new.
      const { lastSeq: seq } = await store.commit(scope, {});
      const { signal } = request;
      const result = await search.search(scope, query, signal === undefined ? {} : { signal });
      const topic = topicOf(texts);
      sets.touch(scope).buffer = { topic, terms: termsOf(query), result, seq };
      const candidates = result.hits.slice(0, request.topK ?? defaultTopK);
      return { topic, candidates, buffered: result.hits.length };
    },
    sessionWorkingSet: (scope) => readWorkingSet(deps, scope),
    dispose: async (scope, { signal } = {}) => {
      const limit = { timeoutMs: deps.extractTimeoutMs, signal };
      await learnInTime(deps, scope, limit).finally(notify);
      sets.drop(scope);
      return { flushed: true };
    },
    evictIdleSessions: async (scope, { maxIdleSeconds }) => {
      const idle = sets.listIdle(scope, clock.now() - maxIdleSeconds * 1000);
      const evicted: string[] = [];
      for (const set of idle) {
        await leaveToQueue(deps, set.scope);
        sets.drop(set.scope);
        evicted.push(set.scope.sessionId);
      }
      notify();
      return { evicted };
    },
  };
}

function textsOf({ prompt, messages = [] }: PrefetchRequest): readonly string[] {
  if (prompt !== undefined) return [prompt];
  return messages
    .filter(({ role }) => role === 'user' || role === 'assistant')
    .slice(-topicMessages)
    .map(({ content }) => textOf(content));
}

async function readWorkingSet(
  { store, sets }: WorkingSetDeps,
  scope: SessionScope,
): Promise<WorkingSetView> {
  const set = sets.find(scope);
  const [state, latest] = await Promise.all([
    store.getSessionState(scope),
    store.listMessages(scope, { limit: topicMessages, last: true }),
    set?.injecting,
  ]);
  const pending = await store.listMessages(scope, {
    fromPosition: state.cursors[extractCursor] ?? 0,
    limit: maxPendingRead,
  });
  return {
    sessionId: scope.sessionId,
    topic: topicOf(latest.map(({ text }) => text)),
    ...viewOf(set),
    pendingMessages: pendingOf(state),
    pendingTokens: tokensOf(pending),
    lastActivityAt: set?.lastActivityAt ?? latest.at(-1)?.recordedAt,
  };
}

function pendingOf({ nextPosition, cursors }: SessionState): number {
  return Math.max(0, nextPosition - (cursors[extractCursor] ?? 0));
}

type InProcess = 'bufferedTopic' | 'buffered' | 'bufferHits' | 'bufferMisses' | 'injected';

function viewOf(set: WorkingSet | undefined): Pick<WorkingSetView, InProcess> {
  if (set === undefined) {
    return {
      bufferedTopic: undefined,
      buffered: [],
      bufferHits: 0,
      bufferMisses: 0,
      injected: [],
    };
  }
  const { buffer, bufferHits, bufferMisses } = set;
  return {
    bufferedTopic: buffer?.topic,
    buffered: buffer?.result.hits ?? [],
    bufferHits,
    bufferMisses,
    injected: Array.from(set.injected, ([id, revision]) => ({ id, revision })),
  };
}
