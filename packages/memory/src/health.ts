import type { Clock, HealthIssue } from '@homarus/base';

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
  /** What else is degraded. */
  readonly getMoreIssues: () => readonly HealthIssue[];
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
    const issues = [
      ...issuesOf({ store, queue, modelFailure: deps.getModelFailure() }),
      ...deps.getMoreIssues(),
    ];
    return {
      status: issues.length === 0 ? 'ok' : 'degraded',
      issues,
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

function issuesOf({ store, queue, modelFailure }: Findings): readonly HealthIssue[] {
  const issues: HealthIssue[] = [];
  const { drift } = store;
  if (queue.dead > 0) {
    const message = `${queue.dead} jobs failed for good.`;
    issues.push({ code: 'jobs_failed', message, count: queue.dead });
  }
  if (drift > 0) {
    const message = `${drift} rows and search entries do not match.`;
    issues.push({ code: 'drift', message, count: drift });
  }
  if (modelFailure !== undefined) {
    const message = `The model failed to extract; it is tried again, then rules do it: ${modelFailure}`;
    issues.push({ code: 'extraction_failed', message });
  }
  return issues;
}
