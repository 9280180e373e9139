import type { ReviewReport } from '@homarus/memory';

import { fromJson } from './columns.ts';

export interface ReviewTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly agent_id: string;
  readonly finished_at: number;
  /** JSON. */
  readonly report: string;
}

export function fromReviewRow({ report }: Pick<ReviewTable, 'report'>): ReviewReport {
  return fromJson(report) as ReviewReport;
}
