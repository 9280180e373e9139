import { AppError, errorText, hasCode } from '@homarus/base';
import type { Logger } from '@homarus/base';

import type { Extractor } from '../extract/candidate.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { NewJob } from '../ports/job-store.ts';
import type { Scope, SessionScope } from '../scope.ts';
import type { LearningCounts } from '../service.ts';
import { learnSession } from './learner.ts';
import type { LearnerDeps } from './learner.ts';

export const extractJobKind = 'extract';

export function extractJob(id: string, scope: SessionScope, runAt: number): NewJob {
  return { id, kind: extractJobKind, scope, payload: {}, dedupeKey: extractJobKind, runAt };
}

export interface ExtractJobDeps extends LearnerDeps {
  readonly log: Logger;
  readonly rules: Extractor;
  /** Absent without a model. */
  readonly model?: Extractor;
}

export interface ExtractJob {
  readonly handler: JobHandler<LearningCounts>;
  /** Why the model did not extract the last time it was asked; undefined when it did. */
  getModelFailure(): string | undefined;
}

/**
 * Learns from a session. With a model, the model extracts; when it fails the job is tried again later,
 * and its last attempt is done by the rules, so that a model that stays away delays learning for some
 * minutes but never prevents it.
 */
export function createExtractJob(deps: ExtractJobDeps): ExtractJob {
  let modelFailure: string | undefined;
  const byModel =
    (model: Extractor): Extractor =>
    async (input, options) => {
      try {
        const candidates = await model(input, options);
        modelFailure = undefined;
        return candidates;
      } catch (error) {
        if (!hasCode(error, 'aborted')) modelFailure = errorText(error);
        throw error;
      }
    };
  return {
    getModelFailure: () => modelFailure,
    handler: (job, { signal, isLastAttempt }) => {
      const { model, rules } = deps;
      const isByModel = model !== undefined && !isLastAttempt;
      if (model !== undefined && isLastAttempt) {
        deps.log.warn('The model failed too often; this session is learned from by rules', {
          jobId: job.id,
        });
      }
      return learnSession(deps, requireSession(job.scope), {
        extract: isByModel ? byModel(model) : rules,
        reason: job.id,
        signal,
      });
    },
  };
}

export function requireSession(scope: Scope): SessionScope {
  const { sessionId } = scope;
  if (sessionId === undefined) {
    throw new AppError('invalid_request', 'A job about a session names no session.');
  }
  return { ...scope, sessionId };
}
