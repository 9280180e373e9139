import type { ReviewReport, ReviewStore } from '../ports/review-store.ts';
import type { Scope } from '../scope.ts';

/** The reports by {@link keyOf}. */
export type TwinReviews = Map<string, readonly ReviewReport[]>;

export function createTwinReviews(reports: TwinReviews): ReviewStore {
  const keyOf = ({ accountId, userId, agentId }: Scope): string =>
    JSON.stringify([accountId, userId, agentId]);
  return {
    addReview: async (scope, report) => {
      reports.set(keyOf(scope), [...(reports.get(keyOf(scope)) ?? []), structuredClone(report)]);
    },
    getLastReview: async (scope) =>
      reports.get(keyOf(scope))?.toSorted((a, b) => b.finishedAt - a.finishedAt)[0],
  };
}
