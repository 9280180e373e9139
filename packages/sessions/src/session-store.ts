import type { ModelMessage } from '@homarus/agent';

/** The current conversation under a key. */
export interface SessionRecord {
  readonly accountId: string;
  /** `agent:<agentId>:<rest>`, unique in its account. */
  readonly key: string;
  /** `ses_...`; a reset gives the key a new one, the old stays readable. */
  readonly sessionId: string;
  readonly agentId: string;
  /** The person whose memory the session uses. */
  readonly userId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type RunStatus = 'running' | 'done' | 'failed' | 'aborted';

/** One turn: from a person's message to the end of the answer. */
export interface RunRecord {
  readonly accountId: string;
  /** `run_...`, or the caller's idempotency key. */
  readonly runId: string;
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly agentId: string;
  readonly userId: string;
  readonly status: RunStatus;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** For a person, when it failed. */
  readonly error: string | undefined;
  /** Whether the memory has acknowledged the turn. A run that ended without is handed over again. */
  readonly isRemembered: boolean;
}

/** One line of a session's log; never changed once written. */
export interface SessionEntry {
  /** Place in the session, counted from 0 without gaps. Assigned by the store. */
  readonly position: number;
  readonly sessionId: string;
  readonly runId: string | undefined;
  readonly createdAt: number;
  /**
   * A user, assistant or tool message, as the model port writes them; a system message is a
   * compaction, see {@link compactionOf}. JSON only: binary data is base64.
   */
  readonly message: ModelMessage;
  /** True for text that memory must not learn from or find again: replies of the offline model. */
  readonly isEcho: boolean;
}

export type NewSessionEntry = Omit<SessionEntry, 'position' | 'sessionId'>;

export interface RunEnd {
  readonly runId: string;
  readonly status: Exclude<RunStatus, 'running'>;
  readonly endedAt: number;
  readonly error?: string;
  readonly isRemembered: boolean;
}

/**
 * Where conversations are logged. Every call names its account; rows of another account do not exist
 * for it. Writes are durable when they resolve, but for the end of a run without entries and
 * `markRemembered`: a loss of power may take those back, and the run is settled again at the next start.
 * `append` is atomic: all of its entries, the run's
 * start or end with them, or nothing.
 *
 * Errors: `conflict` when a run id is taken or a session key was created meanwhile; `not_found` for an
 * append to a session that does not exist; `unavailable` when the database cannot be reached.
 */
export interface SessionStore extends AsyncDisposable {
  getByKey(accountId: string, key: string): Promise<SessionRecord | undefined>;
  getById(accountId: string, sessionId: string): Promise<SessionRecord | undefined>;
  /** Makes the session the current one of its key; the previous one keeps its entries. */
  create(record: SessionRecord): Promise<void>;
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
  /** Runs that say `running`, or ended without being remembered; oldest first. */
  listUnsettledRuns(accountId: string): Promise<readonly RunRecord[]>;
  markRemembered(accountId: string, runId: string): Promise<void>;
}
