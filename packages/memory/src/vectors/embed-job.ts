import { errorText, hasCode, throwIfAborted } from '@homarus/base';
import type { Logger } from '@homarus/base';

import type { JobHandler } from '../jobs/worker.ts';
import type { MemoryChange, MemoryStore } from '../ports/memory-store.ts';
import type { NewJob } from '../ports/job-store.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import type { Scope } from '../scope.ts';
import { fillStep } from './fill-space.ts';
import type { FillDeps } from './fill-space.ts';
import { removeVectorsJob } from './remove-job.ts';

export const embedJobKind = 'embed';

/** After a model failed for as long as jobs are retried, it is asked again so often. */
const retryAfterMs = 300_000;

/** Embeds what is new of a partition: one pending job for all of its agents and sessions. */
export function embedJob(id: string, scope: Scope, runAt: number): NewJob {
  return {
    id,
    kind: embedJobKind,
    scope: partitionOf(scope),
    payload: {},
    dedupeKey: embedJobKind,
    runAt,
  };
}

/** The scope of work on all that an account's user has; no agent's. */
export function partitionOf({ accountId, userId }: Scope): Scope {
  return { accountId, userId, agentId: '' };
}

/** A store whose every commit of something findable also writes the job that embeds it. */
export function withEmbedJobs<Store extends MemoryStore>(
  store: Store,
  { ids, clock, notify }: Pick<FillDeps, 'ids' | 'clock'> & { readonly notify: () => void },
): Store {
  return {
    ...store,
    commit: async (scope, change) => {
      if (!isFindable(change)) return store.commit(scope, change);
      const job = embedJob(ids.next('job'), scope, clock.now());
      const receipt = await store.commit(scope, { ...change, jobs: [...(change.jobs ?? []), job] });
      notify();
      return receipt;
    },
  };
}

function isFindable({ messages = [], memories = [] }: MemoryChange): boolean {
  return messages.length > 0 || memories.length > 0;
}

export interface EmbedJobDeps extends FillDeps {
  readonly log: Logger;
  /** How long one job goes on; what is left then is the next job's. Well below the lease. */
  readonly sliceMs: number;
}

export interface EmbedJob {
  readonly handler: JobHandler<void>;
  /** Why the model did not embed the last time it was asked; undefined when it did. */
  getFailure(): string | undefined;
}

interface Run {
  /** Something was committed while it ran: it looks once more before it ends. */
  isAskedAgain: boolean;
}

/**
 * Fills the model's space of a partition. A model that fails is asked again by the worker's backoff, then
 * every five minutes for as long as it takes: the job never dies of it, and the queue goes on.
 */
export function createEmbedJob(deps: EmbedJobDeps): EmbedJob {
  const { store, clock, ids, log } = deps;
  const running = new Map<string, Run>();
  let failure: string | undefined;
  const enqueue = (scope: Scope, runAt: number): Promise<unknown> =>
    store.commit(scope, { jobs: [embedJob(ids.next('job'), scope, runAt)] });

  const hasRetired = async (scope: Scope): Promise<boolean> =>
    (await deps.embedding.vectors.listSpaces(scope)).some(({ state }) => state === 'retired');

  async function fill(scope: Scope, run: Run, signal: AbortSignal): Promise<void> {
    const startedAt = clock.now();
    for (;;) {
      run.isAskedAgain = false;
      const step = await retryConflicts(clock, () => fillStep(deps, scope, signal));
      failure = undefined;
      if (step === 'switched' && (await hasRetired(scope))) {
        const job = removeVectorsJob(ids.next('job'), scope, clock.now());
        await store.commit(scope, { jobs: [job] });
      }
      if (step === 'full' && !run.isAskedAgain) return;
      throwIfAborted(signal);
      if (clock.now() - startedAt < deps.sliceMs) continue;
      await enqueue(scope, clock.now());
      return;
    }
  }

  return {
    getFailure: () => failure,
    handler: async ({ scope }, { signal, isLastAttempt }) => {
      const key = JSON.stringify([scope.accountId, scope.userId]);
      const other = running.get(key);
      if (other !== undefined) {
        other.isAskedAgain = true;
        return;
      }
      const run: Run = { isAskedAgain: false };
      running.set(key, run);
      try {
        await fill(scope, run, signal);
      } catch (error) {
        if (hasCode(error, 'aborted') || signal.aborted) throw error;
        failure = errorText(error);
        if (!isLastAttempt) throw error;
        log.warn('Embedding is put off for five minutes', { error: failure });
        await enqueue(scope, clock.now() + retryAfterMs);
      } finally {
        running.delete(key);
      }
    },
  };
}
