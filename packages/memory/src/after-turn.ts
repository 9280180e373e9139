import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';

import type { Capture } from './capture/capture.ts';
import type { Worker } from './jobs/worker.ts';
import { extractJobKind } from './learn/extract-job.ts';
import { addCounts, isLearningCounts, nothingLearned } from './learn/learning-counts.ts';
import type { SessionScope } from './scope.ts';
import type { AfterTurnResult, LearningCounts, MemoryService, Turn } from './service.ts';

export interface AfterTurnDeps {
  readonly capture: Capture;
  readonly worker: Worker;
  readonly log: Logger;
  /** Learns at once from what is new in a session, whoever has its job. */
  readonly learnNow: (scope: SessionScope) => Promise<LearningCounts>;
}

/**
 * Stores a turn. With `wait`, learns from it before it resolves; when that fails, the turn stands, the
 * result has no `learned`, and the job is tried again as any other.
 */
export function createAfterTurn(deps: AfterTurnDeps): MemoryService['afterTurn'] {
  return async (scope, turn) => {
    const { status, stored, jobs } = await deps.capture(scope, toCapture(turn));
    const jobId = jobs.find(({ kind }) => kind === extractJobKind)?.id;
    const learned = turn.wait === true ? await learn(deps, scope, jobId) : undefined;
    deps.worker.notify();
    const result: AfterTurnResult = { status, stored, jobId };
    return learned === undefined ? result : { ...result, learned };
  };
}

function toCapture({ messages, turnId, isHeartbeat, prePromptMessageCount, sentAt }: Turn) {
  return {
    messages: messages.slice(prePromptMessageCount ?? 0),
    ...(turnId === undefined ? {} : { turnId }),
    ...(sentAt === undefined ? {} : { sentAt }),
    isHeartbeat: isHeartbeat ?? false,
  };
}

/**
 * Runs the turn's job, then whatever it left: a job that was taken in by an earlier one, or that another
 * process runs, cannot be run by name, and a long session is learned from in several.
 */
async function learn(
  { worker, log, learnNow }: AfterTurnDeps,
  scope: SessionScope,
  jobId: string | undefined,
): Promise<LearningCounts | undefined> {
  try {
    const run = jobId === undefined ? undefined : await worker.runJob(jobId);
    if (run !== undefined && run.type !== 'done') return undefined;
    const counts = isLearningCounts(run?.result) ? run.result : nothingLearned;
    return addCounts(counts, await learnNow(scope));
  } catch (error) {
    log.warn('A turn was stored but could not be learned from', { error: errorText(error) });
    return undefined;
  }
}
