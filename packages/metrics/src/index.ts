export { prometheusMetrics } from './prometheus-metrics.ts';
export type { PrometheusOptions } from './prometheus-metrics.ts';
export * from './server-metrics.ts';
export { toMetricsResponse } from './metrics-response.ts';
export type { MetricsSources } from './metrics-response.ts';
