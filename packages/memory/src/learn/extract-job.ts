import { errorText, hasCode } from '@homarus/base';

import type { Extractor } from '../extract/candidate.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { NewJob } from '../ports/job-store.ts';
import { requireSession } from '../scope.ts';
import type { SessionScope } from '../scope.ts';
import type { LearningCounts } from '../service.ts';
import { learnSession } from './learner.ts';
import type { LearnerDeps } from './learner.ts';

export const extractJobKind = 'extract';

export function extractJob(id: string, scope: SessionScope, runAt: number): NewJob {
  return { id, kind: extractJobKind, scope, payload: {}, dedupeKey: extractJobKind, runAt };
}

export interface ExtractJobDeps extends LearnerDeps {
  readonly rules: Extractor;
  /** Absent without a model. */
  readonly byModel?: Extractor;
  /** How long one job goes on; what is left then is the next job's. Well below the lease. */
  readonly sliceMs: number;
}

export interface ExtractJob {
  readonly handler: JobHandler<LearningCounts>;
  /** The model's extractor where there is one, else the rules. */
  readonly extract: Extractor;
  /** Why the model did not extract the last time it was asked; undefined when it did. */
  readonly getModelFailure: () => string | undefined;
}

/** How often the model is asked before the rules take its place. */
const maxModelAttempts = 2;

/**
 * Learns from a session. With a model, the model extracts; when it fails the job is tried once more
 * after the worker's backoff, then by the rules, so that a model that is down or cannot write JSON
 * delays learning for seconds and never prevents it.
 */
export function createExtractJob(deps: ExtractJobDeps): ExtractJob {
  const { byModel, rules, log } = deps;
  let modelFailure: string | undefined;
  const watched =
    (extractByModel: Extractor): Extractor =>
    async (input, options) => {
      try {
        const candidates = await extractByModel(input, options);
        modelFailure = undefined;
        return candidates;
      } catch (error) {
        if (!hasCode(error, 'aborted')) modelFailure = errorText(error);
        throw error;
      }
    };
  const extract = byModel === undefined ? rules : watched(byModel);
  return {
    extract,
    getModelFailure: () => modelFailure,
    handler: (job, { signal, isLastAttempt }) => {
      const isByRules = isLastAttempt || job.attempts > maxModelAttempts;
      if (isByRules && byModel !== undefined) {
        log.warn('The model failed too often; rules learn from this session', { jobId: job.id });
      }
      const scope = requireSession(job.scope);
      return learnSession(deps, scope, {
        extract: isByRules ? rules : extract,
        reason: job.id,
        signal,
        slice: {
          maxMs: deps.sliceMs,
          next: () => extractJob(deps.ids.next('job'), scope, deps.clock.now()),
        },
      });
    },
  };
}
