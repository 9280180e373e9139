import type { MemoryRecord } from '../record.ts';

/** How long a memory may go unused before it loses weight. */
export const decayPeriodMs = 7 * 86_400_000;
const decay = 0.95;
const growth = 0.2;
const maxWeight = 3;
const minWeight = 0.05;

/**
 * What a memory weighs: `min(3, 1 + 0.2 log2(1 + n)) * 0.95^p`, at least 0.05, where `n` is how often
 * it was recalled and `p` how many whole periods of 7 days have passed since it was recalled last, or
 * recorded. A fact about the user is evergreen: never below 1. A function of the record and the time
 * alone, so that to compute it twice changes nothing.
 */
export function weightOf(record: MemoryRecord, now: number): number {
  const { accessCount, recordedAt, lastAccessedAt = recordedAt, category } = record;
  const unusedMs = Math.max(0, now - Math.max(recordedAt, lastAccessedAt));
  const grown = Math.min(maxWeight, 1 + growth * Math.log2(1 + accessCount));
  const weight = grown * decay ** Math.floor(unusedMs / decayPeriodMs);
  return Math.max(category === 'user_memory_fact' ? 1 : minWeight, weight);
}

/** Whether the difference is worth a revision: as much as half a period's decay. */
export function isOtherWeight(before: number, after: number): boolean {
  return Math.abs(after - before) / Math.max(before, minWeight) >= (1 - decay) / 2;
}
