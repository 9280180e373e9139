import { AppError } from '@homarus/base';
import { parseInput, type ReviewAnswer, ReviewBody } from '@homarus/protocol';

import { toScope } from '../scope.ts';
import { reviewDocs } from './review-docs.ts';
import type { Endpoint, Route } from './route.ts';

const run: Endpoint = async ({ memory, caller, defaults, body }): Promise<ReviewAnswer> => {
  const scope = toScope(parseInput(ReviewBody, body), caller, defaults);
  return { ok: true, ...(await memory.library.review(scope)) };
};

const last: Endpoint = async ({ memory, caller, defaults, body }): Promise<ReviewAnswer> => {
  const scope = toScope(parseInput(ReviewBody, body), caller, defaults);
  const report = await memory.library.lastReview(scope);
  if (report === undefined) throw new AppError('not_found', 'There was no review yet.');
  return { ok: true, ...report };
};

/** Looking over what is known. */
export const reviewRoutes: readonly Route[] = [
  { method: 'POST', path: '/review', endpoint: run, doc: reviewDocs.review },
  { method: 'GET', path: '/review', endpoint: last, doc: reviewDocs.lastReview },
];
