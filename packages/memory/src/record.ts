import type { MemoryCategory, MemoryKind } from './category.ts';
import type { OwnerSpace } from './scope.ts';

/** Who is behind a statement; a lower trust never overwrites a higher one silently. */
export const provenances = ['owner', 'agent', 'manual', 'untrusted', 'system'] as const;

export type Provenance = (typeof provenances)[number];

/** Where a memory came from. */
export interface MemorySource {
  readonly provenance: Provenance;
  readonly sessionId: string | undefined;
  /** Caller-visible ids of the messages it was learned from. */
  readonly messageIds: readonly string[];
  /** The words in those messages that say it, verbatim. */
  readonly quote: string | undefined;
  /** When those words were said, Unix milliseconds: the time of the message, not of its capture. */
  readonly saidAt: number;
}

export const memoryStates = ['live', 'superseded', 'deleted'] as const;

export type MemoryState = (typeof memoryStates)[number];

/** Something learned. All instants are Unix milliseconds. */
export interface MemoryRecord {
  readonly id: string;
  readonly uri: string;
  readonly accountId: string;
  readonly userId: string;
  readonly agentId: string;
  readonly ownerSpace: OwnerSpace;
  readonly category: MemoryCategory;
  readonly kind: MemoryKind | undefined;
  /** L0: at most 100 characters. */
  readonly abstract: string;
  /** L1. */
  readonly overview: string;
  /** L2: everything. A short fact has the same text in all three. */
  readonly content: string;
  /** Whom it is about: `user`, `agent`, or a person's name. */
  readonly subject: string;
  /** What it says of the subject, as a dotted path: `employer`, `favourite.colour`. Absent for free text. */
  readonly attribute: string | undefined;
  /** The attribute's value, as it was said. */
  readonly value: string | undefined;
  readonly entities: readonly string[];
  readonly tags: readonly string[];
  /** 0..1; default 0.7. */
  readonly importance: number;
  /** 0..1: how sure the extraction was. */
  readonly confidence: number;
  readonly weight: number;
  readonly source: MemorySource;
  /** When it holds in the world. */
  readonly validFrom: number | undefined;
  readonly validTo: number | undefined;
  /** When we knew it. */
  readonly recordedAt: number;
  readonly updatedAt: number;
  readonly supersededAt: number | undefined;
  readonly supersededBy: string | undefined;
  readonly deletedAt: number | undefined;
  readonly accessCount: number;
  readonly lastAccessedAt: number | undefined;
  /** Counts from 1. */
  readonly revision: number;
  readonly contentHash: string;
  /** The statement's normalised tokens, sorted: two wordings of one fact often share it. */
  readonly fingerprint: string;
}

export function stateOf(record: MemoryRecord): MemoryState {
  if (record.deletedAt !== undefined) return 'deleted';
  return record.supersededAt === undefined ? 'live' : 'superseded';
}

export const revisionCauses = ['extraction', 'person', 'tool', 'review', 'import', 'undo'] as const;

/** Who or what changed a memory. */
export type RevisionCause = (typeof revisionCauses)[number];

/** The state of a memory before a change. The first revision of a memory has no previous state. */
export interface MemoryRevision {
  readonly memoryId: string;
  /** The revision that this change made. */
  readonly revision: number;
  readonly previous: MemoryRecord | undefined;
  readonly cause: RevisionCause;
  /** The job, tool call or person's words that caused it. */
  readonly reason: string | undefined;
  readonly createdAt: number;
}

/**
 * Blocks a forgotten statement from being learned again, until its person states it anew; or marks words
 * that a memory had before it was corrected.
 */
export interface Tombstone {
  readonly userId: string;
  readonly contentHash: string;
  readonly fingerprint: string;
  readonly createdAt: number;
}
