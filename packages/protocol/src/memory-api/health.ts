import type { HealthIssue } from '@homarus/base';

/** `GET /api/v1/health`. 503 with an error body when the store cannot be reached. */
export interface MemoryHealthAnswer {
  readonly status: 'ok' | 'degraded';
  /** What is degraded, for a person; empty when nothing is. */
  readonly reasons: readonly string[];
  /** The same by code; a server of before has none. */
  readonly issues?: readonly HealthIssue[];
  /** Whether the Markdown tree of the memory is on and could be written the last time. */
  readonly agfs: boolean;
  /** `<provider>/<model>`; null without one. */
  readonly llm: string | null;
  readonly embedding: string | null;
  /** Counts over all accounts. */
  readonly store: { readonly messages: number; readonly memories: number };
  /** Jobs that wait, and jobs that failed for good. */
  readonly queue: { readonly pending: number; readonly dead: number };
  /** Rows and search entries that do not match; 0 unless something is broken. */
  readonly drift: number;
  readonly version: string;
  readonly uptimeMs: number;
}

/** What `GET /api/v1/health` tells a caller without a key, where keys are asked for. */
export type PublicHealthAnswer = Pick<MemoryHealthAnswer, 'status' | 'agfs' | 'version'>;
