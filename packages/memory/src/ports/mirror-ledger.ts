import type { Partition } from './maintenance-store.ts';

/** The file of a memory as the mirror wrote it last. */
export interface MirroredFile extends Partition {
  /** Unique over all accounts. */
  readonly path: string;
  /** The memory that it shows. */
  readonly memoryId: string;
  /** Whose memory that is, for an agent's own; empty for one that is known of the person. */
  readonly agentId: string;
  /** SHA-256 of its text, in hexadecimal. */
  readonly hash: string;
  /** Of the file with that text, as the mirror said when it was written. */
  readonly stamp: string;
}

export interface LedgerChange {
  /** Added, or put in place of the ones at their paths. */
  readonly files: readonly MirroredFile[];
  /** Paths. */
  readonly removed: readonly string[];
  /** How far a partition's search entries are shown. */
  readonly cursor?: { readonly partition: Partition; readonly seq: number };
}

/**
 * What the mirror wrote, so that an edit of a person, a file that a person removed, and a file that was
 * never written can be told apart. It is written after the files: it may know less than there is, never
 * more. Errors: `unavailable`.
 */
export interface MirrorLedger {
  /** The last {@link SearchEntry.seq} that is shown; 0 before the first. */
  getCursor(partition: Partition): Promise<number>;
  /** Files at these paths, of all accounts. Order is not promised. */
  findFiles(paths: readonly string[]): Promise<readonly MirroredFile[]>;
  /** Where these memories of the partition are shown. Order is not promised. */
  findMemoryFiles(partition: Partition, ids: readonly string[]): Promise<readonly MirroredFile[]>;
  /** Folders that have files, in the order of their names. */
  listFolders(): Promise<readonly string[]>;
  /** Files right in a folder, in the order of their paths. */
  listFiles(folder: string): Promise<readonly MirroredFile[]>;
  /** Atomic, and durable when it resolves. */
  note(change: LedgerChange): Promise<void>;
  /**
   * Memories that all agents of the person may see and that got a revision in `[from, to)`, Unix
   * milliseconds. In order of their ids, at most `limit`.
   */
  listChanged(
    partition: Partition,
    query: { readonly from: number; readonly to: number; readonly limit: number },
  ): Promise<readonly string[]>;
}
