import * as v from 'valibot';

import { IdText, listOf } from '../schemas.ts';

/** Whose rows: the caller's account, one user of it, or (for `root`) everything. */
const targetFields = {
  accountId: v.exactOptional(IdText),
  userId: v.exactOptional(IdText),
  /** Over all accounts, with a check of the database's file; for `root` only. Default false. */
  all: v.exactOptional(v.boolean()),
} as const;

/** `POST /api/v1/verify` and `POST /api/v1/repair`. */
export const MaintenanceBody = v.object(targetFields);
export type MaintenanceBody = v.InferOutput<typeof MaintenanceBody>;

const jobFields = {
  ...targetFields,
  ids: v.exactOptional(listOf(IdText, { min: 1, max: 1000 })),
} as const;

/** `POST /api/v1/jobs`. */
export const JobsBody = v.object({
  ...jobFields,
  state: v.exactOptional(v.picklist(['pending', 'running', 'dead'])),
});

/** `POST /api/v1/jobs/retry` and `POST /api/v1/jobs/drop`: these jobs, or all dead ones. */
export const JobActionBody = v.object(jobFields);

export interface VerifyAnswer {
  /** Rows and search entries looked at. */
  readonly checked: number;
  /** By what is wrong. */
  readonly problems: Readonly<Record<string, number>>;
  readonly lostRevisions: number;
  /** What the database says of its file; empty when it is sound. */
  readonly damage: readonly string[];
  /** Everything found, as one number. */
  readonly drift: number;
  /**
   * Of `verify` itself: memories whose file in the Markdown tree does not say what is known; 0 without
   * a tree, null when it cannot be read. Not part of `drift`: the tree can be written anew.
   */
  readonly mirrorDrift?: number | null;
}

export interface RepairAnswer {
  readonly ok: true;
  readonly found: VerifyAnswer;
  readonly remadeEntries: number;
  readonly removedEntries: number;
  readonly removedRevisions: number;
  readonly left: VerifyAnswer;
}

export interface JobAnswer {
  readonly id: string;
  readonly kind: string;
  readonly state: 'pending' | 'running' | 'dead';
  readonly attempts: number;
  readonly accountId: string;
  readonly userId: string;
  readonly agentId: string;
  readonly sessionId?: string | undefined;
  readonly runAt: number;
  readonly createdAt: number;
  /** Why the last attempt failed. */
  readonly lastError?: string | undefined;
}

export interface JobsAnswer {
  readonly ok: true;
  readonly jobs: readonly JobAnswer[];
}
