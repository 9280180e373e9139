import type { Db } from '../tables/schema.ts';

/**
 * Does work that need not outlive a loss of power, without waiting for the disk: who holds a job, what
 * was read, that a run has ended. It outlives the death of the process, and it is in the database
 * before any later write that does wait.
 */
export type Relaxed = <T>(work: (db: Db) => Promise<T>) => Promise<T>;
