import type { MemoryCategory } from '../category.ts';
import type { DayLog, DayOfZone } from '../day-log.ts';
import type { Profile } from '../profile/profile.ts';
import type { MemoryOrder } from '../ports/memory-store.ts';
import type { ReviewReport } from '../ports/review-store.ts';
import type { MemoryRecord, MemoryRevision, MemoryState } from '../record.ts';
import type { Scope } from '../scope.ts';

export interface LibraryQuery {
  /** Default: live ones only. */
  readonly states?: readonly MemoryState[];
  readonly categories?: readonly MemoryCategory[];
  readonly subject?: string;
  readonly attribute?: string;
  /**
   * Words that the memory has, all of them, in any form and language that search knows. A text of
   * nothing but words that carry no subject ("the", punctuation) finds nothing.
   */
  readonly text?: string;
  /** Learned in this conversation. */
  readonly sessionId?: string;
  /** Learned or stored by this agent. */
  readonly agentId?: string;
  /** When it was said, Unix milliseconds: from (inclusive), to (exclusive). */
  readonly timeFrom?: number;
  readonly timeTo?: number;
  /** Both inclusive. */
  readonly importanceMin?: number;
  readonly importanceMax?: number;
  /**
   * What was known at this instant, as `asOf` of a search says; the other conditions are about what
   * became of it since, and `states` is all of them by default.
   */
  readonly asOf?: number;
  /** Default `recent`. */
  readonly order?: MemoryOrder;
  /** The other way round. Default false. */
  readonly reversed?: boolean;
  /** 1 to 500, default 50. */
  readonly limit?: number;
  /** Default 0. */
  readonly offset?: number;
}

export interface MemoryPage {
  readonly memories: readonly MemoryRecord[];
  /** How many the query means, on all pages. */
  readonly total: number;
}

export interface NewMemory {
  /** 1 to 8,000 characters. */
  readonly content: string;
  /** Default `user_memory_fact`. */
  readonly category?: MemoryCategory;
  /** 0..1, default 0.7. */
  readonly importance?: number;
  readonly tags?: readonly string[];
  /** When it holds in the world, Unix milliseconds. Default: from now on. */
  readonly validFrom?: number;
  readonly validTo?: number;
}

export interface CreatedMemory {
  /** `unchanged`: it was known already, in these words or better ones. */
  readonly action: 'created' | 'updated' | 'unchanged';
  readonly memory: MemoryRecord;
  /** Memories that no longer hold because of it. */
  readonly superseded: readonly string[];
}

/** What is to be different; what is absent stays. */
export interface MemoryEdit {
  /** 1 to 8,000 characters. What it says of whom (attribute, value, entities) is read anew from it. */
  readonly content?: string;
  /** Of the same owner: what is known of a person stays that, what an agent learned likewise. */
  readonly category?: MemoryCategory;
  readonly importance?: number;
  readonly tags?: readonly string[];
  /** `null`: not known. */
  readonly validFrom?: number | null;
  readonly validTo?: number | null;
  /** The revision that the editor saw; without it, the last one is edited whatever it is. */
  readonly revision?: number;
}

/** One field that a revision changed; absent values are absent here too. */
export interface FieldChange {
  readonly field: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

export interface HistoryEntry extends Omit<MemoryRevision, 'previous' | 'memoryId'> {
  /** The memory's state after this revision. */
  readonly state: MemoryState;
  /** Its words after this revision. */
  readonly content: string;
  /** Empty for the first revision. */
  readonly changes: readonly FieldChange[];
}

export interface UndoRequest {
  /** The revision whose state comes back. Default: the one before the last. */
  readonly revision?: number;
  /** Ends the memories that contradict what comes back, instead of only naming them. Default false. */
  readonly supersede?: boolean;
}

export interface UndoneMemory {
  readonly memory: MemoryRecord;
  /** The revision whose state came back. */
  readonly restored: number;
  /** Live memories that contradict it now: one of them should be edited, forgotten or superseded. */
  readonly conflicts: readonly MemoryRecord[];
  /** With {@link UndoRequest.supersede}: the contradicting memories that were ended. */
  readonly superseded: readonly string[];
}

/**
 * What people do with memories by hand. Every change is a revision with cause `person` (`undo` for
 * undo), and so can be undone. A memory that the scope does not see does not exist.
 *
 * Errors: `not_found`; `invalid_request` with `details.path`, also for a text that holds a password,
 * key or card number; `conflict` (not retryable, `details.revision` is the last one) when a stale
 * `revision` is named.
 */
export interface MemoryLibrary {
  list(scope: Scope, query?: LibraryQuery): Promise<MemoryPage>;
  /** In any state, forgotten ones too. */
  get(scope: Scope, id: string): Promise<MemoryRecord | undefined>;
  /**
   * Stores a statement, with provenance `manual`: it lifts its tombstone, ends what it contradicts,
   * and falls together with a memory that says the same.
   */
  create(scope: Scope, memory: NewMemory): Promise<CreatedMemory>;
  /** Changes a memory that is not forgotten. An edit that changes nothing makes no revision. */
  edit(scope: Scope, id: string, edit: MemoryEdit): Promise<MemoryRecord>;
  /** Deletes a memory and blocks its statement from being learned again. */
  forget(scope: Scope, id: string, options?: { readonly revision?: number }): Promise<MemoryRecord>;
  /** Newest first. */
  history(scope: Scope, id: string): Promise<readonly HistoryEntry[]>;
  /**
   * Brings back the state of an earlier revision, as a new revision. To undo twice is to be where one
   * began. A deletion that is undone lifts its tombstone, a deletion that comes back sets it again.
   * `invalid_request` when there is no such earlier revision; a first revision is undone by `forget`.
   */
  undo(scope: Scope, id: string, request?: UndoRequest): Promise<UndoneMemory>;
  /**
   * Does now what is done every night at 03:00 local time after something was told: gives jobs that
   * failed for good one more attempt, merges memories that say the same, weighs all of them anew by
   * how they are used. Its changes are revisions with cause `review`.
   */
  review(scope: Scope): Promise<ReviewReport>;
  /** Who the scope's user is, as far as it is known. */
  profile(scope: Scope): Promise<Profile>;
  /**
   * What became of the memories of the scope's user on a day. Default: today, in the machine's zone.
   * `unsupported` when the store keeps no ledger.
   */
  dayLog(scope: Scope, day?: Partial<DayOfZone>): Promise<DayLog>;
  /** What the last review of the scope's user and agent did; undefined before the first. */
  lastReview(scope: Scope): Promise<ReviewReport | undefined>;
}
