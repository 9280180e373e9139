import type { MemoryService } from '@homarus/memory';

import { type Authenticate, requireRole } from '../auth.ts';
import type { ServerMetrics, TokenStats } from './server-metrics.ts';

export interface MetricsDeps {
  readonly memory: Pick<MemoryService, 'health'>;
  readonly metrics: ServerMetrics;
  readonly tokenStats?: TokenStats;
}

/** `/metrics`, for callers with the role root: the numbers are of all accounts. */
export function createMetricsAnswer(
  { memory, metrics, tokenStats }: MetricsDeps,
  authenticate: Authenticate,
): (request: Request, address?: string) => Promise<Response> {
  return async ({ headers }, address) => {
    requireRole(await authenticate(headers, address), 'root');
    // A store that is away is a number too.
    const health = await memory.health().catch(() => undefined);
    const { contentType, text } = await metrics.render({ health, usage: tokenStats?.read() ?? [] });
    return new Response(text, {
      headers: { 'content-type': contentType, 'cache-control': 'no-store' },
    });
  };
}
