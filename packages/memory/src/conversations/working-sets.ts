import type { Whose } from '../ports/maintenance-store.ts';
import type { Scope, SessionScope } from '../scope.ts';
import { dropOwners, sessionKeyOf } from '../scope-key.ts';
import type { TopicBuffer } from './topic-buffer.ts';

/** What a process keeps of a session while it goes on. A cache: losing it costs a search. */
export interface WorkingSet {
  readonly scope: SessionScope;
  lastActivityAt: number;
  buffer: TopicBuffer | undefined;
  /** How often a buffer took the place of a search, and how often it did not fit. */
  bufferHits: number;
  bufferMisses: number;
  /** What was put into a prompt: revisions of memories by id, undefined for messages. Newest last. */
  readonly injected: Map<string, number | undefined>;
  /** Resolves when the revisions of what was injected are known. */
  injecting: Promise<void>;
}

export interface WorkingSets {
  /** The session's, made when there is none; counts as activity. */
  touch(scope: SessionScope): WorkingSet;
  find(scope: SessionScope): WorkingSet | undefined;
  drop(scope: SessionScope): void;
  /** Drops all sets of an account or user. */
  dropOf(whose: Whose): void;
  /** Those of the scope's agent that had no activity since `before`, the longest idle first. */
  listIdle(scope: Scope, before: number): readonly WorkingSet[];
}

/** Keeps the sets of at most `maxSessions` (default 1,000) sessions: the one that is idle longest makes room. */
export function createWorkingSets(
  clock: { now(): number },
  { maxSessions = 1_000 }: { readonly maxSessions?: number } = {},
): WorkingSets {
  /** In order of their last activity. */
  const sets = new Map<string, WorkingSet>();
  return {
    touch: (scope) => {
      const key = sessionKeyOf(scope);
      const set = sets.get(key) ?? emptySet(scope);
      set.lastActivityAt = clock.now();
      sets.delete(key);
      sets.set(key, set);
      const [oldest] = sets.keys();
      if (sets.size > maxSessions && oldest !== undefined) sets.delete(oldest);
      return set;
    },
    find: (scope) => sets.get(sessionKeyOf(scope)),
    drop: (scope) => {
      sets.delete(sessionKeyOf(scope));
    },
    dropOf: (whose) => dropOwners(sets, whose),
    listIdle: (scope, before) =>
      [...sets.values()].filter(
        (set) => set.lastActivityAt <= before && isOfAgent(scope, set.scope),
      ),
  };
}

function emptySet({ accountId, userId, agentId, sessionId }: SessionScope): WorkingSet {
  return {
    scope: { accountId, userId, agentId, sessionId },
    lastActivityAt: 0,
    buffer: undefined,
    bufferHits: 0,
    bufferMisses: 0,
    injected: new Map(),
    injecting: Promise.resolve(),
  };
}

function isOfAgent(scope: Scope, other: Scope): boolean {
  return (
    scope.accountId === other.accountId &&
    scope.userId === other.userId &&
    scope.agentId === other.agentId
  );
}
