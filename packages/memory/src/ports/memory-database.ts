import type { JobStats, JobStore } from './job-store.ts';
import type { MemoryStore, StoreStats } from './memory-store.ts';

/**
 * A memory store with its queue, as every database of ours is: commits write rows of both, so one
 * thing has to hold both. Fits wherever a {@link MemoryStore} or a {@link JobStore} is wanted.
 */
export interface MemoryDatabase extends Omit<MemoryStore, 'getStats'>, Omit<JobStore, 'getStats'> {
  getStats(): Promise<StoreStats & JobStats>;
}
