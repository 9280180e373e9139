import type { Clock } from '@homarus/base';

import type { EndedApproval } from './approval.ts';

/** How long a decision is known to who asks for it late, as a program that has connected again. */
const keepMs = 300_000;
const maxKept = 500;

/** Questions that have ended a short time ago, by their ids. */
export interface RecentApprovals {
  keep(ended: EndedApproval): void;
  get(id: string): EndedApproval | undefined;
}

export function createRecentApprovals(clock: Pick<Clock, 'now'>): RecentApprovals {
  const kept = new Map<string, { readonly ended: EndedApproval; readonly until: number }>();
  const forgetOld = (): void => {
    for (const [id, { until }] of kept) {
      if (until > clock.now() && kept.size <= maxKept) return;
      kept.delete(id);
    }
  };
  return {
    keep(ended) {
      const { id } = ended.approval;
      // An id that is used again is the newest.
      kept.delete(id);
      kept.set(id, { ended, until: clock.now() + keepMs });
      forgetOld();
    },
    get(id) {
      forgetOld();
      return kept.get(id)?.ended;
    },
  };
}
