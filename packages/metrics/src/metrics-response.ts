import type { MemoryService } from '@homarus/memory';

import type { ServerMetrics, TokenStats } from './server-metrics.ts';

export interface MetricsSources {
  readonly memory: Pick<MemoryService, 'health'>;
  readonly metrics: ServerMetrics;
  readonly tokenStats?: TokenStats;
}

/** The answer of `/metrics`. The numbers are of all accounts: it is for who operates the server. */
export async function toMetricsResponse(sources: MetricsSources): Promise<Response> {
  const { memory, metrics, tokenStats } = sources;
  // A store that is away is a number too.
  const health = await memory.health().catch(() => undefined);
  const { contentType, text } = await metrics.render({ health, usage: tokenStats?.read() ?? [] });
  return new Response(text, {
    headers: { 'content-type': contentType, 'cache-control': 'no-store' },
  });
}
