import type { Clock } from '@homarus/base';

import type { JobStats, JobStore } from './ports/job-store.ts';
import type { MemoryStore, StoreStats } from './ports/memory-store.ts';
import type { MemoryHealth } from './service.ts';

export interface HealthDeps {
  readonly store: MemoryStore;
  readonly jobs: JobStore;
  readonly clock: Clock;
  /** `<provider>/<model>`; null without one. */
  readonly llm: string | null;
  /** The embedding model, `<provider>/<model>`; null without one. */
  readonly embedding: string | null;
  /** What else is degraded, for a person. */
  readonly getMoreReasons: () => readonly string[];
  /** Whether the Markdown tree is there and shows what is known. */
  readonly isMirrored: () => boolean;
  /** Why the model failed the last time; undefined when it did not. */
  readonly getModelFailure: () => string | undefined;
}

/** Reads the health of the parts; rejects with `unavailable` when the store cannot be reached. */
export function createHealth(deps: HealthDeps): () => Promise<MemoryHealth> {
  const startedAt = deps.clock.now();
  return async () => {
    const [store, queue] = await Promise.all([deps.store.getStats(), deps.jobs.getStats()]);
    const reasons = [
      ...reasonsOf({ store, queue, modelFailure: deps.getModelFailure() }),
      ...deps.getMoreReasons(),
    ];
    return {
      status: reasons.length === 0 ? 'ok' : 'degraded',
      reasons,
      llm: deps.llm,
      embedding: deps.embedding,
      store: { messages: store.messages, memories: store.memories },
      queue: { pending: queue.pending, dead: queue.dead },
      drift: store.drift,
      isMirrored: deps.isMirrored(),
      uptimeMs: deps.clock.now() - startedAt,
    };
  };
}

interface Findings {
  readonly store: StoreStats;
  readonly queue: JobStats;
  readonly modelFailure: string | undefined;
}

function reasonsOf({ store, queue, modelFailure }: Findings): readonly string[] {
  return [
    ...(queue.dead > 0 ? [`${queue.dead} jobs failed for good.`] : []),
    ...(store.drift > 0 ? [`${store.drift} rows and search entries do not match.`] : []),
    ...(modelFailure === undefined
      ? []
      : [`The model failed to extract; it is tried again, then rules do it: ${modelFailure}`]),
  ];
}
