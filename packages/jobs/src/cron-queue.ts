import { hasCode } from '@homarus/base';
import type { Job, JobStore } from '@homarus/memory';

import type { CronJob, RunningCron } from './cron-job.ts';

/** The kind of the queue's jobs that are runs of scheduled jobs. */
export const cronRunKind = 'cron.run';

/** Puts a run into the durable queue; one that is there already is left as it is. */
export async function enqueueRun(
  jobs: Pick<JobStore, 'enqueue'>,
  { id: cronJobId, accountId, userId, agentId }: CronJob,
  { runId, startedAt }: RunningCron,
): Promise<void> {
  try {
    await jobs.enqueue({
      id: runId,
      kind: cronRunKind,
      scope: { accountId, userId, agentId },
      payload: { cronJobId },
      runAt: startedAt,
    });
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error;
  }
}

/** Which scheduled job a job of the queue is a run of. */
export function cronJobIdOf({ payload }: Job): string {
  const { cronJobId } = payload;
  if (typeof cronJobId !== 'string') throw new Error('The job has no cronJobId.');
  return cronJobId;
}
