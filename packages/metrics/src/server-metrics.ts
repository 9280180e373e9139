import type { MemoryHealth } from '@homarus/memory';

/** One answered request. */
export interface RequestMeasure {
  readonly method: string;
  /** The path as the route has it, `/api/v1/sessions/:id`, so that there are few; `other` for none. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/** What is timed beneath the requests. */
export type TimedOperation = 'search' | 'compose' | 'write';

/** What is read at the moment of asking. */
export interface MetricsSnapshot {
  /** Undefined when the store could not be reached. */
  readonly health: MemoryHealth | undefined;
  readonly usage: readonly UsageRow[];
}

/**
 * Numbers for a monitoring system. Observing never throws and never waits; what was observed before a
 * rendering is in it.
 */
export interface ServerMetrics {
  observeRequest(measure: RequestMeasure): void;
  observeOperation(operation: TimedOperation, durationMs: number): void;
  /** In the text format of Prometheus. */
  render(
    snapshot: MetricsSnapshot,
  ): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** What models were used for, and how much. */
export interface UsageRow {
  /** `extraction`, `embedding`, `turn`. */
  readonly purpose: string;
  /** `<provider>/<model>`. */
  readonly model: string;
  readonly calls: number;
  readonly failures: number;
  /** As the provider counts; 0 when it does not say. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The usage since the start or the last reset. */
export interface TokenStats {
  read(): readonly UsageRow[];
  reset(): void;
}
