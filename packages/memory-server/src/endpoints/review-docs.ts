import { ReviewBody } from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

/** What the documentation says of reviews. */
export const reviewDocs = {
  review: {
    summary: { en: 'Look over what is known, now', zh: '立即整理记忆' },
    body: ReviewBody,
    answer: {
      en: 'The report: `examined`, `merged`, `raised`, `lowered`, `retriedJobs`.',
      zh: '报告：`examined`、`merged`、`raised`、`lowered`、`retriedJobs`。',
    },
  },
  lastReview: {
    summary: { en: 'The report of the last review', zh: '上一次整理的报告' },
    body: ReviewBody,
    answer: { en: 'As above; 404 before the first.', zh: '同上；尚未整理过时返回 404。' },
  },
} as const satisfies Readonly<Record<string, RouteDoc>>;
