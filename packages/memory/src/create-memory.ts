import type { Clock, Ids, Logger } from '@homarus/base';

import { assembleMemory } from './engine.ts';
import type { Memory } from './engine.ts';
import { ruleExtractor } from './extract/rules.ts';
import type { RuleExtractorOptions } from './extract/rules.ts';
import type { WorkerOptions } from './jobs/worker.ts';
import { aliasesOf, isSingleValued } from './learn/attribute-rules.ts';
import type { JobStore } from './ports/job-store.ts';
import type { MemoryStore } from './ports/memory-store.ts';
import { containsSecret } from './text/secrets.ts';

export interface MemoryDeps {
  readonly store: MemoryStore;
  readonly jobs: JobStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}

export interface MemoryOptions extends RuleExtractorOptions {
  /** Of the worker that learns. `leaseMs` defaults to 60,000 with a model, to 10,000 without. */
  readonly worker?: WorkerOptions;
}

/**
 * The memory engine over a store. `start` it to have it learn by itself; dispose of it before the
 * store. The store and the queue stay the caller's.
 */
export function createMemory(deps: MemoryDeps, options: MemoryOptions = {}): Memory {
  const { worker, ...ruleOptions } = options;
  const rules = ruleExtractor(ruleOptions);
  return assembleMemory(
    { ...deps, rules, isSingleValued, aliasesOf, hasSecret: containsSecret },
    worker,
  );
}
