import type { CronJob, CronRun } from '../cron-job.ts';
import { wakeAtOf } from '../cron-store.ts';
import type { CronRunQuery, CronStore } from '../cron-store.ts';

/** The {@link CronStore} that is gone when the process ends. */
export function memoryCronStore(): CronStore {
  const jobs = new Map<string, CronJob>();
  const runs = new Map<string, CronRun>();
  const keyOf = (accountId: string, id: string): string => JSON.stringify([accountId, id]);
  const jobsOf = (accountId: string): readonly CronJob[] =>
    [...jobs.values()].filter((job) => job.accountId === accountId);
  const planned = (accountId: string) =>
    jobsOf(accountId)
      .flatMap((job) => {
        const at = wakeAtOf(job);
        return at === undefined ? [] : [{ job, at }];
      })
      .toSorted((a, b) => a.at - b.at);
  return {
    getJob: async (accountId, jobId) => jobs.get(keyOf(accountId, jobId)),
    listJobs: async (accountId) => jobsOf(accountId),
    async updateJob(accountId, jobId, change) {
      const key = keyOf(accountId, jobId);
      const { job, run } = change(jobs.get(key));
      if (job === undefined) jobs.delete(key);
      else jobs.set(key, structuredClone(job));
      if (run !== undefined) runs.set(keyOf(accountId, run.runId), structuredClone(run));
      return job;
    },
    listDue: async (accountId, now, limit) =>
      planned(accountId)
        .filter(({ at }) => at <= now)
        .slice(0, limit)
        .map(({ job }) => job),
    nextWakeAt: async (accountId) => planned(accountId)[0]?.at,
    async listRuns(accountId, query) {
      const { limit, offset = 0, order = 'desc' } = query;
      const found = [...runs.values()]
        .filter((run) => run.accountId === accountId && fits(run, query))
        .toSorted((a, b) => a.endedAt - b.endedAt);
      const ordered = order === 'asc' ? found : found.reverse();
      return { runs: ordered.slice(offset, offset + limit), total: found.length };
    },
    async trimRuns(accountId, { jobId, keep, endedBefore }) {
      const own = [...runs.values()].filter((run) => run.accountId === accountId);
      const extra = own
        .filter((run) => run.jobId === jobId)
        .toSorted((a, b) => b.endedAt - a.endedAt)
        .slice(keep);
      const old = own.filter((run) => run.endedAt < endedBefore);
      for (const { runId } of [...extra, ...old]) runs.delete(keyOf(accountId, runId));
    },
  };
}

function fits(run: CronRun, query: CronRunQuery): boolean {
  const { jobId, runId, agentId, userId, statuses, deliveries, text } = query;
  return (
    [
      [jobId, run.jobId],
      [runId, run.runId],
      [agentId, run.agentId],
      [userId, run.userId],
    ].every(([wanted, found]) => wanted === undefined || wanted === found) &&
    (statuses === undefined || statuses.includes(run.status)) &&
    (deliveries === undefined || deliveries.includes(run.delivery)) &&
    (text === undefined ||
      [run.jobName, run.summary, run.error].some((part) => part?.includes(text) === true))
  );
}
