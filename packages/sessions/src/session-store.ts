import type { Orphans } from './orphans.ts';
import type { PendingInputs } from './pending-inputs.ts';
import type { SessionDirectory } from './session-directory.ts';
import type {
  NewSessionEntry,
  RunEnd,
  RunRecord,
  SessionEntry,
  SessionRecord,
} from './session-records.ts';

/**
 * Where conversations are logged. Every call names its account; rows of another account do not exist
 * for it. Writes are durable when they resolve, but for the end of a run without entries and
 * `markRemembered`: a loss of power may take those back, and the run is settled again at the next start.
 * `append` is atomic: all of its entries, the run's
 * start or end with them, or nothing.
 *
 * Errors: `conflict` when a run id is taken or a session key got another session meanwhile; `not_found` for an
 * append to a session that does not exist; `unavailable` when the database cannot be reached.
 */
export interface SessionStore extends SessionDirectory, PendingInputs, AsyncDisposable {
  getByKey(accountId: string, key: string): Promise<SessionRecord | undefined>;
  getById(accountId: string, sessionId: string): Promise<SessionRecord | undefined>;
  /**
   * Makes the session the current one of its key in place of `replaces`, the id of the current one,
   * which keeps its entries; without it the key must have none. Of several callers who saw the same
   * current session exactly one gets its way, the others `conflict`; nothing is changed then.
   */
  create(record: SessionRecord, replaces?: string): Promise<void>;
  /**
   * Appends entries in order; with `start`, opens the run in the same transaction. Resolves to the
   * position that the first entry got; undefined without entries.
   */
  append(
    accountId: string,
    sessionId: string,
    change: {
      readonly entries: readonly NewSessionEntry[];
      readonly start?: RunRecord;
      readonly end?: RunEnd;
      /** The run whose pending input leaves with this. */
      readonly dequeue?: string;
      readonly at: number;
    },
  ): Promise<number | undefined>;
  /** The last `limit` entries (default 200) before `beforePosition` (default: the end), in order. */
  listEntries(
    accountId: string,
    sessionId: string,
    query?: { readonly limit?: number; readonly beforePosition?: number },
  ): Promise<readonly SessionEntry[]>;
  /** The entries that a run wrote, in order. */
  listRunEntries(accountId: string, runId: string): Promise<readonly SessionEntry[]>;
  getRun(accountId: string, runId: string): Promise<RunRecord | undefined>;
  /**
   * Runs that say `running`, or ended without being remembered; oldest first. Runs that other
   * processes are at work on do not count: only those of this one and of processes that are gone.
   */
  listUnsettledRuns(accountId: string): Promise<readonly RunRecord[]>;
  markRemembered(accountId: string, runId: string): Promise<void>;
  /** Absent where one process at a time works on an account's sessions. */
  readonly orphans?: Orphans;
}
