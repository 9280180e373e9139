import { toMetricsResponse } from '@homarus/metrics';
import type { MetricsSources } from '@homarus/metrics';

import { type Authenticate, requireRole } from '../auth.ts';

/** `/metrics`, for callers with the role root. */
export function createMetricsAnswer(
  sources: MetricsSources,
  authenticate: Authenticate,
): (request: Request, address?: string) => Promise<Response> {
  return async ({ headers }, address) => {
    requireRole(await authenticate(headers, address), 'root');
    return toMetricsResponse(sources);
  };
}
