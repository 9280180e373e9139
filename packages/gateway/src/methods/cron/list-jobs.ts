import { createHash } from 'node:crypto';

import type { CronJob } from '@homarus/jobs';
import type { CronListParams, CronListResult } from '@homarus/protocol';
import type * as v from 'valibot';

import { toDeliveryPreview, toJobShape } from './shapes.ts';

type ListParams = v.InferOutput<typeof CronListParams>;

/** The result of `cron.list`: one page of the jobs that fit. */
export function toJobPage(all: readonly CronJob[], params: ListParams): CronListResult {
  const { limit, offset, sortBy, sortDir } = params;
  const found = all.filter((job) => fits(job, params)).toSorted(orders[sortBy]);
  const sorted = sortDir === 'asc' ? found : found.toReversed();
  const page = sorted.slice(offset, offset + limit);
  const hasMore = offset + page.length < sorted.length;
  return {
    jobs: page.map(toJobShape),
    snapshotRevision: toSnapshotRevision(all),
    total: sorted.length,
    offset,
    limit,
    hasMore,
    nextOffset: hasMore ? offset + page.length : null,
    deliveryPreviews: Object.fromEntries(page.map((job) => [job.id, toDeliveryPreview(job)])),
  };
}

function fits(job: CronJob, params: ListParams): boolean {
  const { agentId = job.agentId, query = '', scheduleKind, lastRunStatus } = params;
  const { enabled = params.includeDisabled ? 'all' : 'enabled' } = params;
  const text = `${job.name}\n${job.description ?? ''}`.toLowerCase();
  return (
    job.agentId === agentId &&
    text.includes(query.toLowerCase()) &&
    ['all', job.schedule.kind].includes(scheduleKind) &&
    ['all', job.state.lastStatus ?? 'unknown'].includes(lastRunStatus) &&
    ['all', job.enabled ? 'enabled' : 'disabled'].includes(enabled)
  );
}

const never = Number.MAX_SAFE_INTEGER;

const orders: Readonly<Record<ListParams['sortBy'], (a: CronJob, b: CronJob) => number>> = {
  nextRunAtMs: (a, b) => (a.state.nextRunAt ?? never) - (b.state.nextRunAt ?? never),
  updatedAtMs: (a, b) => a.updatedAt - b.updatedAt,
  name: (a, b) => a.name.localeCompare(b.name),
};

/** Another text whenever a job, or what is known of its runs, has changed. */
function toSnapshotRevision(jobs: readonly CronJob[]): string {
  const facts = jobs.map(({ id, configRevision, state }) => [id, configRevision, state]);
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
