import type { PendingInput } from '../pending-inputs.ts';
import type { SessionTally } from '../session-directory.ts';
import type { RunRecord, SessionEntry, SessionRecord } from '../session-records.ts';

/** The rows of one account in the in-memory twin. */
export interface TwinAccount {
  /** Session ids by key. */
  readonly current: Map<string, string>;
  /** In the order in which they were made. */
  readonly sessions: Map<string, SessionRecord>;
  readonly tallies: Map<string, SessionTally & { readonly lastRunId: string | undefined }>;
  readonly entries: Map<string, SessionEntry[]>;
  readonly runs: Map<string, RunRecord>;
  readonly pending: Map<string, PendingInput>;
}

export type AccountOf = (accountId: string) => TwinAccount;

export function emptyAccount(): TwinAccount {
  return {
    current: new Map(),
    sessions: new Map(),
    tallies: new Map(),
    entries: new Map(),
    runs: new Map(),
    pending: new Map(),
  };
}
