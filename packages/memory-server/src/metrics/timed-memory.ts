import type { Clock } from '@homarus/base';
import type { Memory } from '@homarus/memory';

import type { ServerMetrics, TimedOperation } from '@homarus/metrics';

/** The same memory; how long its searches and writes take is measured, failed ones too. */
export function timedMemory(memory: Memory, metrics: ServerMetrics, clock: Clock): Memory {
  const timed = async <T>(operation: TimedOperation, work: () => Promise<T>): Promise<T> => {
    const started = clock.now();
    try {
      return await work();
    } finally {
      metrics.observeOperation(operation, clock.now() - started);
    }
  };
  return {
    ...memory,
    search: (...args) => timed('search', () => memory.search(...args)),
    compose: (...args) => timed('compose', () => memory.compose(...args)),
    afterTurn: (...args) => timed('write', () => memory.afterTurn(...args)),
    ingest: (...args) => timed('write', () => memory.ingest(...args)),
  };
}
