import type { MemoryCategory, MessageCategory } from './category.ts';

/** Why one lane of the search put a hit where it did. */
export interface HitLane {
  readonly lane: string;
  /** Counts from 1. */
  readonly rank: number;
  readonly score: number;
}

/** One found thing: a memory or a verbatim message. */
export interface MemoryHit {
  readonly id: string;
  readonly uri: string;
  readonly category: MemoryCategory | MessageCategory;
  /** At most 100 characters. */
  readonly abstract: string;
  readonly text: string;
  /** 0..1; comparable within one answer only. */
  readonly score: number;
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** Where it was said; absent for a memory that no conversation is the source of. */
  readonly sessionId?: string | undefined;
  /** Who spoke, for a message where that is known. */
  readonly name?: string | undefined;
  /** 0..1; absent for a message, which has none. */
  readonly importance?: number | undefined;
  /** A message's own id; the messages a memory was learned from. */
  readonly sourceMessageIds: readonly string[];
  readonly lanes: readonly HitLane[];
}

/** What the search made of the query; only with `trace: true`. */
export interface SearchTraceBody {
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
  readonly candidates: number;
  /** How many candidates each step dropped, by its name. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Whether vectors took part, in which space and how much they count (0..1), or why not. */
  readonly vector?:
    | {
        readonly status: 'used';
        readonly space: string;
        readonly model: string;
        readonly confidence: number;
      }
    | { readonly status: 'skipped'; readonly reason: string }
    | undefined;
}
