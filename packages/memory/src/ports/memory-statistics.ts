import type { MemoryCategory, MessageCategory } from '../category.ts';
import type { StoredMessage } from '../message.ts';
import type { Partition } from './maintenance-store.ts';

export type RowCategory = MemoryCategory | MessageCategory;

/** Which rows of a partition: live memories and messages. Every field that is there narrows. */
export interface RowFilter {
  readonly categories: readonly RowCategory[];
  /** Of the agent that stored it. */
  readonly agentId?: string;
  readonly sessionId?: string;
  /** When it was said, Unix milliseconds: from (inclusive), to (exclusive). */
  readonly from?: number;
  readonly to?: number;
}

export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** The names that rows have: how many there are, and those with the most rows, at most 10. */
export interface NameCounts {
  readonly unique: number;
  /** Most rows first, equal ones by name. */
  readonly top: readonly NamedCount[];
}

/** Rows by importance: `low` < 0.34 <= `mid` < 0.67 <= `high`; `average` is 0 without any. */
export interface ImportanceCounts {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  readonly average: number;
}

export interface RowSummary {
  readonly total: number;
  /** Only categories that have rows. */
  readonly byCategory: Readonly<Partial<Record<RowCategory, number>>>;
  /** One count for each bucket. */
  readonly byBucket: readonly number[];
  readonly agents: NameCounts;
  /** Rows without a session count for none. */
  readonly sessions: NameCounts;
  /** Of memories; messages have none. */
  readonly importance: ImportanceCounts;
}

/** A message with its place in what was said together. */
export interface BatchedMessage {
  readonly message: StoredMessage;
  /** The turn; a message of no turn is a batch by itself, named by its key. */
  readonly batchId: string;
  /** Its place in the batch, from 0, whatever a filter left out. */
  readonly seqInBatch: number;
}

export interface BatchPage {
  readonly limit: number;
  readonly offset: number;
  /** Batches by the instant of their first message; inside of one, messages are in order either way. */
  readonly newestFirst: boolean;
}

export const topNames = 10;
export const importanceBounds = { mid: 0.34, high: 0.67 } as const;

/**
 * What a partition has, counted by the database: no row leaves it but those of a page. It reads across
 * the agents of the partition. Errors: `unavailable`.
 */
export interface MemoryStatistics {
  /** `bucketStarts` ascend; a row is in the bucket with the last start that is not after it, else in the first. */
  summarize(
    partition: Partition,
    filter: RowFilter,
    bucketStarts: readonly number[],
  ): Promise<RowSummary>;
  /** The distinct agents and sessions of the rows, each sorted by code units. */
  listPlaces(
    partition: Partition,
    filter: RowFilter,
  ): Promise<{ readonly agentIds: readonly string[]; readonly sessionIds: readonly string[] }>;
  /** Messages by batch, and how many the filter means; its memory categories mean nothing here. */
  listBatches(
    partition: Partition,
    filter: RowFilter,
    page: BatchPage,
  ): Promise<{ readonly messages: readonly BatchedMessage[]; readonly total: number }>;
}
