import type { StoredMessage } from '../message.ts';
import type { MemoryRecord } from '../record.ts';
import type { Job } from './job-store.ts';
import type { SearchTerms } from './stored-rows.ts';

/** An account's user: all that belongs together when rows are looked after. */
export interface Partition {
  readonly accountId: string;
  readonly userId: string;
}

/** An account, or one of its users. */
export interface Whose {
  readonly accountId: string;
  readonly userId?: string;
}

/** What is walked by a check: each walk sees other things that can be wrong. */
export const checkWalks = ['messages', 'memories', 'entries'] as const;

export type CheckWalk = (typeof checkWalks)[number];

/**
 * What can be wrong with a partition:
 * - `row_without_entry`: a message or memory that search cannot find;
 * - `entry_without_row`: a search entry of nothing;
 * - `wrong_entry`: an entry whose session position is not its message's;
 * - `stale_terms`: an entry of an older tokenizer;
 * - `broken_position`: a message that does not follow the one before it in its session;
 * - `missing_revision`: a memory without the row of its own revision;
 * - `orphaned_source`: a memory that names messages which are not there.
 */
export const problemKinds = [
  'row_without_entry',
  'entry_without_row',
  'wrong_entry',
  'stale_terms',
  'broken_position',
  'missing_revision',
  'orphaned_source',
] as const;

export type ProblemKind = (typeof problemKinds)[number];

export interface StoreProblem {
  readonly kind: ProblemKind;
  readonly type: 'message' | 'memory';
  /** {@link StoredMessage.key} or {@link MemoryRecord.id}. */
  readonly key: string;
}

export interface CheckStep {
  readonly walk: CheckWalk;
  /** {@link CheckPage.next} of the step before; absent at the beginning. */
  readonly after?: string;
  /** Rows at most. */
  readonly limit: number;
  /** Entries of an older version are stale. */
  readonly termsVersion: number;
}

export interface CheckPage {
  readonly checked: number;
  readonly problems: readonly StoreProblem[];
  /** Where the next step goes on; absent after the last. */
  readonly next?: string;
}

/** What is wrong beneath the rows. */
export interface FileCheck {
  /** What the database itself says of its file; empty when it is sound. */
  readonly damage: readonly string[];
  /** Revision rows of memories that are not there. */
  readonly lostRevisions: number;
}

/** Makes the search terms of a row; pure. */
export interface TermsOf {
  message(message: StoredMessage): SearchTerms;
  memory(record: MemoryRecord): SearchTerms;
}

export const jobStates = ['pending', 'running', 'dead'] as const;

export type JobState = (typeof jobStates)[number];

export interface ListedJob extends Job {
  readonly state: JobState;
}

/** Which jobs; every field that is there narrows. */
export interface JobFilter {
  readonly accountId?: string;
  readonly userId?: string;
  readonly ids?: readonly string[];
  readonly state?: JobState;
}

/**
 * Looks after rows: finds what does not fit together, mends what can be made anew, and lets a person
 * see and free jobs. It reads across the agents of a partition and, with no partition given, across
 * accounts: never hand its answers to a caller of another account.
 *
 * - Each call does a bounded piece of work; a caller goes on with the next one.
 * - Writes are atomic and durable when they resolve. An entry that is made anew gets a new `seq`.
 * - Errors: `unavailable` as in the memory store; nothing else for expected causes.
 */
export interface MaintenanceStore {
  /** Partitions that have rows, in a fixed order, after `after`. */
  listPartitions(query: {
    readonly accountId?: string;
    readonly userId?: string;
    readonly after?: Partition;
    readonly limit: number;
  }): Promise<readonly Partition[]>;
  check(partition: Partition, step: CheckStep): Promise<CheckPage>;
  /** Over all accounts. */
  checkFile(): Promise<FileCheck>;
  /** Makes the entries of these messages and memories from their rows; answers how many it made. */
  remakeEntries(
    partition: Partition,
    problems: readonly Pick<StoreProblem, 'type' | 'key'>[],
    termsOf: TermsOf,
  ): Promise<number>;
  /** Removes those of the entries that have no row; answers how many it removed. */
  removeEntries(
    partition: Partition,
    problems: readonly Pick<StoreProblem, 'type' | 'key'>[],
  ): Promise<number>;
  /** Removes revision rows of memories that are not there, over all accounts; answers how many. */
  removeLostRevisions(): Promise<number>;
  /** In order of creation. */
  listJobs(filter: JobFilter, page: { readonly limit: number }): Promise<readonly ListedJob[]>;
  /** Dead jobs that the filter names become pending, due at `runAt`, their attempts forgotten. Answers how many. */
  retryJobs(filter: JobFilter, runAt: number): Promise<number>;
  /** Removes jobs that the filter names, but not those that run. Answers how many. */
  dropJobs(filter: JobFilter): Promise<number>;
  /**
   * Removes for good at most `limit` rows of all that the database has of the account or user: memory,
   * jobs (those that run, too), vectors, and the logs of conversations beside them. Accounts, keys and
   * the audit log stay. Answers how many it removed; 0 when nothing is left. The numbers of search
   * entries go on where they were.
   */
  erase(whose: Whose, limit: number): Promise<number>;
  /** Notes the instant of an erasure; {@link erase} leaves the note, a later one takes its place. */
  noteErasure(whose: Whose, at: number): Promise<void>;
  /** When the user, or their account, was last erased; undefined when they never were. */
  getErasedAt(partition: Partition): Promise<number | undefined>;
}
