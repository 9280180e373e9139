import { AppError, estimateTokens, throwIfAborted } from '@homarus/base';

import { archiveSession, firstOpen } from '../archive/archive-session.ts';
import type { ArchiveDeps } from '../archive/archive-session.ts';
import type { Capture } from '../capture/capture.ts';
import type { KeyedQueue } from '../keyed-queue.ts';
import type { ConversationStore, PreparedCompaction } from '../ports/conversation-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import { sessionKeyOf } from '../scope-key.ts';
import type { SessionScope } from '../scope.ts';
import type {
  CompactRequest,
  CompactResult,
  Conversations,
  PrepareCompactionRequest,
} from './conversations.ts';
import { cutOf, tokensOf } from './kept-tail.ts';
import { learnInTime } from './learn-in-time.ts';
import type { LearnInTimeDeps } from './learn-in-time.ts';

export interface CompactionDeps extends ArchiveDeps, LearnInTimeDeps {
  readonly store: MemoryStore & ConversationStore;
  readonly capture: Capture;
  /** Says that there may be new jobs. */
  readonly notify: () => void;
  /** The one that all archiving of a session goes through, one at a time. */
  readonly lane: KeyedQueue;
  readonly extractTimeoutMs: number;
}

/** How long a token is good. */
const tokenLifeMs = 600_000;
/** So many of the newest messages past the last archive are counted and may stay. */
const maxOpenRead = 10_000;

export function createCompaction(
  deps: CompactionDeps,
): Pick<Conversations, 'prepareCompaction' | 'compact'> {
  return {
    prepareCompaction: async (scope, request = {}) => {
      throwIfAborted(request.signal);
      const memories = await secure(deps, scope, request);
      const prepared = await readOpenRange(deps, scope);
      await deps.store.addCompaction(scope, prepared);
      const messagesPrepared = Math.max(0, prepared.toPosition - prepared.fromPosition + 1);
      const { token: prepareToken, expiresAt } = prepared;
      const isAny = messagesPrepared > 0;
      return { prepared: isAny, prepareToken, messagesPrepared, memories, expiresAt };
    },
    compact: async (scope, request = {}) => {
      throwIfAborted(request.signal);
      const toPosition = await rangeEnd(deps, scope, request);
      return deps.lane.run(sessionKeyOf(scope), () =>
        retryConflicts(deps.clock, () => {
          throwIfAborted(request.signal);
          return compactOnce(deps, scope, { request, toPosition });
        }),
      );
    },
  };
}

/** Stores what is given and learns from what is new. Resolves to how many memories that changed. */
async function secure(
  deps: CompactionDeps,
  scope: SessionScope,
  { messages = [], signal }: PrepareCompactionRequest,
): Promise<number> {
  await deps.capture(scope, { messages });
  const limit = { timeoutMs: deps.extractTimeoutMs, signal };
  const counts = await learnInTime(deps, scope, limit).finally(deps.notify);
  return counts === undefined ? 0 : counts.added + counts.updated + counts.superseded;
}

async function readOpenRange(
  { store, clock, ids }: CompactionDeps,
  scope: SessionScope,
): Promise<PreparedCompaction> {
  const state = await store.getSessionState(scope);
  const createdAt = clock.now();
  return {
    token: ids.next('compaction'),
    fromPosition: firstOpen(state),
    toPosition: state.nextPosition - 1,
    createdAt,
    expiresAt: createdAt + tokenLifeMs,
  };
}

/** The last position that may be archived. */
async function rangeEnd(
  deps: CompactionDeps,
  scope: SessionScope,
  request: CompactRequest,
): Promise<number> {
  const { prepareToken: token, messages = [] } = request;
  if (token === undefined) {
    await secure(deps, scope, request);
    return (await readOpenRange(deps, scope)).toPosition;
  }
  const redemption = await deps.store.redeemCompaction(scope, token, deps.clock.now());
  if (redemption.status !== 'redeemed') throw refused(redemption.status);
  await deps.capture(scope, { messages });
  deps.notify();
  return redemption.prepared.toPosition;
}

const refusals = {
  used: 'The prepareToken was used before; it is good for one compaction.',
  expired: 'The prepareToken expired 10 minutes after it was made.',
  foreign: 'The prepareToken is none of this session.',
} as const;

function refused(reason: keyof typeof refusals): AppError {
  return new AppError('conflict', `${refusals[reason]} Prepare again, or compact without one.`, {
    details: { path: 'prepareToken', reason },
  });
}

interface CompactionStep {
  readonly request: CompactRequest;
  readonly toPosition: number;
}

async function compactOnce(
  deps: CompactionDeps,
  scope: SessionScope,
  { request, toPosition }: CompactionStep,
): Promise<CompactResult> {
  const state = await deps.store.getSessionState(scope);
  const open = await deps.store.listMessages(scope, {
    fromPosition: firstOpen(state),
    limit: maxOpenRead,
    last: true,
  });
  const summaryTokens = estimateTokens(state.archive?.summary ?? '');
  const tokensBefore = summaryTokens + tokensOf(open);
  if (toPosition < firstOpen(state)) {
    return {
      compacted: false,
      reason: 'empty',
      summary: state.archive?.summary,
      archiveUri: state.archive?.uri,
      tokensBefore,
      tokensAfter: tokensBefore,
      firstKeptMessageId: open[0]?.id,
    };
  }
  const { tokenBudget = 0, force = false } = request;
  const cut = force ? toPosition : cutOf(open, toPosition, tokenBudget - summaryTokens);
  const archive = await archiveSession(deps, scope, {
    state,
    toPosition: cut,
    signal: request.signal,
  });
  const kept = open.filter(({ position }) => position > cut);
  return {
    compacted: true,
    summary: archive.summary,
    archiveUri: archive.uri,
    tokensBefore,
    tokensAfter: estimateTokens(archive.summary) + tokensOf(kept),
    firstKeptMessageId: kept[0]?.id,
  };
}
