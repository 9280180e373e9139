import type { LearningCounts } from '../service.ts';

export const nothingLearned: LearningCounts = { added: 0, updated: 0, superseded: 0, skipped: 0 };

export function addCounts(a: LearningCounts, b: LearningCounts): LearningCounts {
  return {
    added: a.added + b.added,
    updated: a.updated + b.updated,
    superseded: a.superseded + b.superseded,
    skipped: a.skipped + b.skipped,
  };
}

export function isLearningCounts(value: unknown): value is LearningCounts {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(nothingLearned).every((key) => key in value)
  );
}
