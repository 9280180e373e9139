import type { JobFilter, ListedJob, ProblemKind, Whose } from '../ports/maintenance-store.ts';

/** Whose rows are looked after: one user's, one account's, or (without an account) all. */
export interface MaintenanceTarget {
  readonly accountId?: string;
  readonly userId?: string;
}

export interface MaintenanceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with the number of rows looked at so far. */
  readonly onProgress?: (checked: number) => void;
}

export type ProblemCounts = Readonly<Record<ProblemKind, number>>;

export interface VerifyReport {
  /** Rows and search entries looked at. */
  readonly checked: number;
  readonly problems: ProblemCounts;
  /** Revision rows of memories that are not there; looked for only over all accounts. */
  readonly lostRevisions: number;
  /**
   * What the database says of its file; looked for only over all accounts. With any, rows are not
   * looked at, and nothing is repaired: export what can be read, and restore a copy.
   */
  readonly damage: readonly string[];
  /** Everything that was found, as one number. 0 when nothing is wrong. */
  readonly drift: number;
}

export interface RepairReport {
  /** As it was found. */
  readonly found: VerifyReport;
  /** Search entries made anew from their rows. */
  readonly remadeEntries: number;
  /** Search entries of nothing, removed. */
  readonly removedEntries: number;
  readonly removedRevisions: number;
  /** As it is now. What is left cannot be made anew: it has to come from a copy. */
  readonly left: VerifyReport;
}

/** A job as people see it: without what only its handler reads. */
export type JobView = Omit<ListedJob, 'payload' | 'dedupeKey'>;

/**
 * The care of what is stored. Callers say whose rows they may see: a target without an account, and
 * a job filter without one, are for who operates the whole store.
 *
 * Errors: `unsupported` from a store that cannot be looked after; `aborted` with the signal.
 */
export interface Maintenance {
  /** Counts what does not fit together, in small steps between which others get their turn. */
  verify(target: MaintenanceTarget, options?: MaintenanceOptions): Promise<VerifyReport>;
  /** {@link verify}, then makes anew what can be made from the rows, then verifies again. */
  repair(target: MaintenanceTarget, options?: MaintenanceOptions): Promise<RepairReport>;
  /** In order of creation, at most `limit` (default 100). */
  listJobs(filter: JobFilter, limit?: number): Promise<readonly JobView[]>;
  /** Dead jobs of the filter are tried again at once. Answers how many. */
  retryJobs(filter: JobFilter): Promise<number>;
  /** Jobs of the filter that do not run are removed: what they would have done is not done. Answers how many. */
  dropJobs(filter: JobFilter): Promise<number>;
  /**
   * Removes for good all that is stored of the account or user, and what this process holds of it in
   * memory; what runs for it is waited for. Answers how many rows it were. It may be repeated: what was
   * cut off goes on. What is stored meanwhile may stay: refuse the account or user before.
   */
  erase(whose: Whose, options?: { readonly signal?: AbortSignal }): Promise<number>;
}
