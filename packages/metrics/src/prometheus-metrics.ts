import type { Histogram, Registry } from 'prom-client';

import type {
  MetricsSnapshot,
  RequestMeasure,
  ServerMetrics,
  TimedOperation,
} from './server-metrics.ts';

interface Instruments {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly operations: Histogram<'operation'>;
  readonly gauges: Gauges;
}

interface Gauges {
  set(name: GaugeName, value: number): void;
  setUsage(snapshot: MetricsSnapshot): void;
}

/** In seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const gaugeHelp = {
  homarus_memory_up: 'Whether the store could be reached',
  homarus_memory_messages: 'Stored messages, over all accounts',
  homarus_memory_memories: 'Stored memories, over all accounts',
  homarus_memory_queue_pending: 'Jobs that wait or run',
  homarus_memory_queue_dead: 'Jobs that failed for good',
  homarus_memory_drift: 'Rows and search entries that do not match',
  homarus_memory_uptime_seconds: 'Time since the start of the memory',
  process_resident_memory_bytes: 'Memory of the process',
  nodejs_heap_used_bytes: 'Used part of the JavaScript heap',
} as const;

type GaugeName = keyof typeof gaugeHelp;

export interface PrometheusOptions {
  /** Whose requests are measured: stands in the name of that metric. */
  readonly server: 'memory' | 'gateway';
}

/** Metrics of one server, in a registry of its own. The library is loaded with the first measure. */
export function prometheusMetrics(options: PrometheusOptions): ServerMetrics {
  let loading: Promise<Instruments> | undefined;
  const load = (): Promise<Instruments> => {
    loading ??= createInstruments(options);
    return loading;
  };
  return {
    observeRequest: ({ method, route, status, durationMs }: RequestMeasure) => {
      void load().then(({ requests }) =>
        requests.observe({ method, route, status: String(status) }, durationMs / 1000),
      );
    },
    observeOperation: (operation: TimedOperation, durationMs: number) => {
      void load().then(({ operations }) => operations.observe({ operation }, durationMs / 1000));
    },
    render: async (snapshot) => {
      const { registry, gauges } = await load();
      setHealth(gauges, snapshot);
      gauges.setUsage(snapshot);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

async function createInstruments({ server }: PrometheusOptions): Promise<Instruments> {
  const prom = await import('prom-client');
  const registry = new prom.Registry();
  const registers = [registry];
  const gauges = new Map(
    Object.entries(gaugeHelp).map(([name, help]) => [
      name,
      new prom.Gauge({ name, help, registers }),
    ]),
  );
  const usage = ['calls', 'failures', 'input_tokens', 'output_tokens'].map(
    (what) =>
      new prom.Gauge({
        name: `homarus_model_${what}`,
        help: `Models: ${what.replace('_', ' ')} since the start or the last reset`,
        labelNames: ['purpose', 'model'],
        registers,
      }),
  );
  return {
    registry,
    requests: new prom.Histogram({
      name: `homarus_${server}_http_request_duration_seconds`,
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets,
      registers,
    }),
    operations: new prom.Histogram({
      name: 'homarus_memory_operation_duration_seconds',
      help: 'Time of searches, compositions and acknowledged writes',
      labelNames: ['operation'],
      buckets,
      registers,
    }),
    gauges: {
      set: (name, value) => gauges.get(name)?.set(value),
      setUsage: (snapshot) => {
        for (const gauge of usage) gauge.reset();
        for (const { purpose, model, ...row } of snapshot.usage) {
          const values = [row.calls, row.failures, row.inputTokens, row.outputTokens];
          for (const [index, value] of values.entries()) {
            usage[index]?.set({ purpose, model }, value);
          }
        }
      },
    },
  };
}

function setHealth(gauges: Gauges, { health }: MetricsSnapshot): void {
  const { rss, heapUsed } = process.memoryUsage();
  gauges.set('process_resident_memory_bytes', rss);
  gauges.set('nodejs_heap_used_bytes', heapUsed);
  gauges.set('homarus_memory_up', health === undefined ? 0 : 1);
  if (health === undefined) return;
  gauges.set('homarus_memory_messages', health.store.messages);
  gauges.set('homarus_memory_memories', health.store.memories);
  gauges.set('homarus_memory_queue_pending', health.queue.pending);
  gauges.set('homarus_memory_queue_dead', health.queue.dead);
  gauges.set('homarus_memory_drift', health.drift);
  gauges.set('homarus_memory_uptime_seconds', health.uptimeMs / 1000);
}
