import type { ConversationStore } from './conversation-store.ts';
import type { JobStats, JobStore } from './job-store.ts';
import type { MemoryStore, StoreStats } from './memory-store.ts';

/**
 * A memory store with its queue and what sessions keep beside it, as every database of ours is: commits write rows of both, so one
 * thing has to hold both. Fits wherever one of the three stores is wanted.
 */
export interface MemoryDatabase
  extends Omit<MemoryStore, 'getStats'>, Omit<JobStore, 'getStats'>, ConversationStore {
  getStats(): Promise<StoreStats & JobStats>;
}
