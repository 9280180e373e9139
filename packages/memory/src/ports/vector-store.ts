import type { Scope } from '../scope.ts';

/** `filling`: written, not searched. `active`: searched; a partition has at most one. `retired`: neither. */
export type SpaceState = 'filling' | 'active' | 'retired';

/** What makes vectors comparable: only those of one model, at one length, say anything of each other. */
export interface SpaceModel {
  readonly provider: string;
  readonly model: string;
  readonly dimensions: number;
}

/** The vectors of one partition (an account's user) that one model made. */
export interface VectorSpace extends SpaceModel {
  readonly id: string;
  readonly state: SpaceState;
  /** All search entries up to this `seq` have been seen to: embedded, or nothing to embed. */
  readonly cursor: number;
  /** Unix milliseconds. */
  readonly createdAt: number;
}

/** How far a space is, for people. */
export interface SpaceProgress extends VectorSpace {
  readonly vectors: number;
  /** Texts that the model refused. */
  readonly failed: number;
  /** Search entries after the cursor. */
  readonly pending: number;
}

/** The vector of one search entry. */
export interface StoredVector {
  /** {@link SearchEntry.key}. */
  readonly key: string;
  /** {@link SearchEntry.seq} of the entry when it was embedded. */
  readonly seq: number;
  /** Of length 1, as many numbers as the space has dimensions. */
  readonly vector: Float32Array;
  /** One bit a dimension, 32 in an element, the lowest first: whether the number is above 0. */
  readonly code: Int32Array;
  /** Names the text that was embedded. */
  readonly textHash: string;
}

export type StoredCode = Pick<StoredVector, 'key' | 'seq' | 'code'>;

/** A text that the model refused, so that it is not asked again and again. */
export interface FailedVector {
  readonly key: string;
  readonly seq: number;
  readonly error: string;
}

export interface VectorBatch {
  readonly spaceId: string;
  /** Where the space's cursor stands; moves to `to`. */
  readonly from: number;
  readonly to: number;
  readonly vectors: readonly StoredVector[];
  readonly failed: readonly FailedVector[];
}

export interface LagQuery {
  readonly provider: string;
  readonly model: string;
  /** Default: any length. */
  readonly dimensions?: number;
  /** Continues after this partition. Default: from the first. */
  readonly after?: Scope;
  readonly limit: number;
}

/**
 * Vectors beside their search entries, in spaces. The scope is applied by the store: spaces and vectors
 * belong to a partition, and those of another one do not exist.
 *
 * - A vector goes with its entry: when the entry is hidden or removed, its vectors in all spaces are
 *   gone in the same transaction, and a batch that comes too late for it leaves it out.
 * - `put`, `open` and `activate` are atomic and durable when they resolve.
 * - Errors: `conflict` (retryable) when a cursor is not what the writer saw or the space is gone or
 *   retired; `unavailable` when the database cannot be reached or written.
 */
export interface VectorStore {
  /** Oldest first. */
  listSpaces(scope: Scope): Promise<readonly VectorSpace[]>;
  /** The same with counts. */
  getProgress(scope: Scope): Promise<readonly SpaceProgress[]>;
  /**
   * Opens a `filling` space with its cursor at 0. Every other space of the partition that is filling
   * is retired. `conflict` when the id is taken.
   */
  open(scope: Scope, space: Omit<VectorSpace, 'state' | 'cursor'>): Promise<VectorSpace>;
  /** Adds or replaces vectors and failures by key, and moves the cursor. */
  put(scope: Scope, batch: VectorBatch): Promise<void>;
  /**
   * Makes a filling space the active one, and retires the one that was, when its cursor has reached the
   * partition's last entry. False, and nothing changed, when it has not.
   */
  activate(scope: Scope, spaceId: string): Promise<boolean>;
  /** Codes whose `seq` is above `afterSeq`, in its order. */
  listCodes(
    scope: Scope,
    query: { readonly spaceId: string; readonly afterSeq: number; readonly limit: number },
  ): Promise<readonly StoredCode[]>;
  /** Vectors by key; those that are not there are absent. Order is not promised. */
  find(
    scope: Scope,
    query: { readonly spaceId: string; readonly keys: readonly string[] },
  ): Promise<readonly StoredVector[]>;
  /** Removes at most `limit` rows of retired spaces, then the emptied spaces; how many rows it removed. */
  removeRetired(scope: Scope, limit: number): Promise<number>;
  /**
   * Partitions, of all accounts, with entries that no filling or active space of the model has seen to,
   * or with a full one that is not active yet. Only account and user of a scope count; `agentId` is ''.
   */
  listLagging(query: LagQuery): Promise<readonly Scope[]>;
}
