import type { Context, SessionsDeps } from './context.ts';
import { createLanes } from './lanes.ts';
import { openSession, resetSession } from './open-session.ts';
import type { OpenSession } from './open-session.ts';
import { adoptOrphans, appendToRun, beginRun, finishRun, joinRun, recoverRuns } from './run-log.ts';
import type { OrphanedWork } from './orphans.ts';
import type { PendingInput } from './pending-inputs.ts';
import { toLogMessage } from './log-message.ts';
import type { BeginRun, EntryDraft, FinishRun, OpenedRun } from './run-log.ts';
import type { RunRecord, SessionEntry, SessionRecord } from './session-records.ts';

export interface SessionsOptions {
  /** The tenant; nothing of another one is seen or written. */
  readonly accountId: string;
}

/**
 * Conversations and their runs. What a method writes is durable when it resolves. Errors of the store
 * (`unavailable`, `conflict`, `not_found`) pass through.
 */
export interface Sessions {
  /**
   * The current session of the key, made when there is none. `invalid_request` for a malformed key or
   * the key of another agent; `forbidden` when the session is another person's.
   */
  open(wanted: OpenSession): Promise<SessionRecord>;
  getByKey(key: string): Promise<SessionRecord | undefined>;
  getById(sessionId: string): Promise<SessionRecord | undefined>;
  /**
   * Gives the key a new, empty session with the same facts; the old one stays readable. `not_found` for
   * an unknown key, `conflict` when another process resets it at the same time.
   */
  reset(key: string): Promise<SessionRecord>;
  /** The last `limit` (default 200) entries before `beforePosition`, in order; none when there are none. */
  getHistory(
    sessionId: string,
    query?: { readonly limit?: number; readonly beforePosition?: number },
  ): Promise<readonly SessionEntry[]>;
  /**
   * Opens a run and logs what it begins with, in one transaction. Without a `runId` it gets a new one;
   * `conflict` when a given one is taken.
   */
  begin(
    session: SessionRecord,
    runId: string | undefined,
    entries: readonly EntryDraft[],
    options?: Pick<BeginRun, 'isPending'>,
  ): Promise<OpenedRun>;
  /** Answers the entries as they stand in the log. */
  append(run: RunRecord, entries: readonly EntryDraft[]): Promise<readonly SessionEntry[]>;
  /** Logs what belongs to no run: a note, a compaction. */
  note(sessionId: string, entries: readonly EntryDraft[]): Promise<readonly SessionEntry[]>;
  /**
   * Logs messages into a run that is under way, under a run id of their own that is done with it.
   * `conflict` when that id is taken.
   */
  join(
    run: RunRecord,
    runId: string,
    entries: readonly EntryDraft[],
  ): Promise<readonly SessionEntry[]>;
  /** Keeps what waits for its turn, until a run of its id begins or takes it. `conflict` when the id is taken. */
  addPending(pending: Omit<PendingInput, 'accountId'>): Promise<void>;
  /** What waits, in order: of this process, and of those that are gone. */
  listPending(): Promise<readonly PendingInput[]>;
  removePending(runId: string): Promise<void>;
  /** Ends the run, and answers it as it is now. */
  finish(run: RunRecord, end: FinishRun): Promise<RunRecord>;
  getRun(runId: string): Promise<RunRecord | undefined>;
  getRunEntries(runId: string): Promise<readonly SessionEntry[]>;
  /** Says that the memory has acknowledged the run. */
  markRemembered(runId: string): Promise<void>;
  /** Runs that run, or ended without being remembered; oldest first. */
  listUnsettledRuns(): Promise<readonly RunRecord[]>;
  /**
   * To be called once, before the first turn: marks the runs of earlier processes that still say
   * `running` as failed, because the process they ran in is gone. Answers all runs
   * that the memory does not have yet, oldest first, for the caller to hand over.
   */
  recover(): Promise<readonly RunRecord[]>;
  /** Whether several processes may work on the account's sessions at a time. */
  readonly isShared: boolean;
  /** Processes that are gone and left something undone. */
  listGone(): Promise<readonly number[]>;
  /** Takes over what these left: runs that the memory does not have yet, and what waits for its turn. */
  adopt(servers: readonly number[]): Promise<OrphanedWork>;
}

export function createSessions(deps: SessionsDeps, options: SessionsOptions): Sessions {
  const { store } = deps;
  const { accountId } = options;
  const context: Context = { ...deps, accountId, lanes: createLanes() };
  return {
    open: async (wanted) => openSession(context, wanted),
    getByKey: async (key) => store.getByKey(accountId, key),
    getById: async (sessionId) => store.getById(accountId, sessionId),
    reset: async (key) => resetSession(context, key),
    getHistory: async (sessionId, query) => store.listEntries(accountId, sessionId, query),
    begin: async (session, runId, entries, more) =>
      beginRun(context, session, { runId, entries, ...more }),
    append: async (run, entries) => appendToRun(context, run, entries),
    note: async (sessionId, entries) => appendToRun(context, { sessionId }, entries),
    join: async (run, runId, entries) => joinRun(context, run, { runId, entries }),
    addPending: async (pending) => {
      const input = pending.input.map(toLogMessage);
      await store.addPending({ ...pending, input, accountId });
    },
    listPending: async () => store.listPending(accountId),
    removePending: async (runId) => store.removePending(accountId, runId),
    finish: async (run, end) => finishRun(context, run, end),
    getRun: async (runId) => store.getRun(accountId, runId),
    getRunEntries: async (runId) => store.listRunEntries(accountId, runId),
    markRemembered: async (runId) => store.markRemembered(accountId, runId),
    listUnsettledRuns: async () => store.listUnsettledRuns(accountId),
    recover: async () => recoverRuns(context),
    isShared: store.orphans !== undefined,
    listGone: async () => (await store.orphans?.listGone(accountId)) ?? [],
    adopt: async (servers) => adoptOrphans(context, servers),
  };
}
