import type { Job, NewJob } from '@homarus/memory';
import type { Generated } from 'kysely';

import { fromJson, orNull, orUndefined, toJson } from './columns.ts';

export interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly account_id: string;
  readonly user_id: string;
  readonly agent_id: string;
  readonly session_id: string | null;
  readonly payload: string;
  readonly dedupe_key: string | null;
  readonly run_at: number;
  readonly state: 'pending' | 'running' | 'dead';
  readonly worker_id: string | null;
  readonly lease_until: number | null;
  readonly attempts: number;
  readonly created_at: number;
  readonly last_error: string | null;
}

export interface JobTable extends JobRow {
  /** The order of enqueueing. */
  readonly number: Generated<number>;
}

/** A new row: pending, never tried. */
export function toJobRow(job: NewJob, createdAt: number): JobRow {
  return {
    id: job.id,
    kind: job.kind,
    account_id: job.scope.accountId,
    user_id: job.scope.userId,
    agent_id: job.scope.agentId,
    session_id: orNull(job.scope.sessionId),
    payload: toJson(job.payload),
    dedupe_key: orNull(job.dedupeKey),
    run_at: job.runAt,
    state: 'pending',
    worker_id: null,
    lease_until: null,
    attempts: 0,
    created_at: createdAt,
    last_error: null,
  };
}

export function fromJobRow(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    scope: {
      accountId: row.account_id,
      userId: row.user_id,
      agentId: row.agent_id,
      ...(row.session_id === null ? {} : { sessionId: row.session_id }),
    },
    payload: fromJson(row.payload) as Job['payload'],
    ...(row.dedupe_key === null ? {} : { dedupeKey: row.dedupe_key }),
    runAt: row.run_at,
    attempts: row.attempts,
    createdAt: row.created_at,
    lastError: orUndefined(row.last_error),
  };
}
