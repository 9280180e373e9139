import type { ModelMessage } from '@homarus/agent';
import { hasCode } from '@homarus/base';

import type { Context } from './context.ts';
import { toLogMessage } from './log-message.ts';
import type { OrphanedWork } from './orphans.ts';
import type {
  ModelUsage,
  NewSessionEntry,
  RunEnd,
  RunRecord,
  SessionEntry,
  SessionRecord,
} from './session-records.ts';

/** A message to be logged. */
export interface EntryDraft {
  readonly message: ModelMessage;
  /** See {@link SessionEntry.isEcho}. Default false. */
  readonly isEcho?: boolean;
  /** Unix milliseconds. Default: now. */
  readonly createdAt?: number;
}

export interface FinishRun {
  readonly status: RunEnd['status'];
  /** For a person, when it failed. */
  readonly error?: string;
  readonly isRemembered: boolean;
  /** What the models of the run cost. */
  readonly usage?: ModelUsage;
  /** Logged in the same transaction. */
  readonly entries?: readonly EntryDraft[];
}

export async function appendToRun(
  { store, clock, accountId }: Context,
  run: { readonly runId?: string; readonly sessionId: string },
  drafts: readonly EntryDraft[],
): Promise<readonly SessionEntry[]> {
  const at = clock.now();
  const { sessionId } = run;
  const entries = toEntries(run.runId, drafts, at);
  return placed(entries, sessionId, await store.append(accountId, sessionId, { entries, at }));
}

/** The entries as a reader of the log gets them. */
function placed(
  entries: readonly NewSessionEntry[],
  sessionId: string,
  first = 0,
): readonly SessionEntry[] {
  return entries.map((entry, index) => ({ ...entry, sessionId, position: first + index }));
}

export async function beginRun(
  { store, clock, ids, accountId }: Context,
  session: SessionRecord,
  { runId = ids.next('run'), entries: drafts, isPending = false }: BeginRun,
): Promise<OpenedRun> {
  const at = clock.now();
  const run: RunRecord = {
    accountId,
    runId,
    sessionId: session.sessionId,
    sessionKey: session.key,
    agentId: session.agentId,
    userId: session.userId,
    status: 'running',
    startedAt: at,
    endedAt: undefined,
    error: undefined,
    isRemembered: false,
    usage: undefined,
  };
  const { sessionId } = session;
  const entries = toEntries(runId, drafts, at);
  const dequeue = isPending ? { dequeue: runId } : {};
  const first = await store.append(accountId, sessionId, { entries, start: run, at, ...dequeue });
  return { run, entries: placed(entries, sessionId, first) };
}

/** A run that has begun, and what it began with. */
export interface OpenedRun {
  readonly run: RunRecord;
  readonly entries: readonly SessionEntry[];
}

export interface BeginRun {
  /** Default: a new one. */
  readonly runId?: string | undefined;
  readonly entries: readonly EntryDraft[];
  /** Its input is a pending one, which it takes. Default false. */
  readonly isPending?: boolean;
}

/**
 * Logs messages into a run that is under way, and with them a run of their own that is done: whoever
 * asks for it finds that they were taken. Memory gets them with the run that took them.
 */
export async function joinRun(
  context: Context,
  run: RunRecord,
  { runId, entries: drafts }: JoinRun,
): Promise<readonly SessionEntry[]> {
  const at = context.clock.now();
  const entries = toEntries(run.runId, drafts, at);
  const first = await context.store.append(context.accountId, run.sessionId, {
    entries,
    start: { ...run, runId, startedAt: at, status: 'running' },
    dequeue: runId,
    end: { runId, status: 'done', endedAt: at, isRemembered: true },
    at,
  });
  return placed(entries, run.sessionId, first);
}

interface JoinRun {
  readonly runId: string;
  readonly entries: readonly EntryDraft[];
}

export async function finishRun(
  { store, clock, accountId }: Context,
  run: RunRecord,
  { status, error, isRemembered, usage, entries = [] }: FinishRun,
): Promise<RunRecord> {
  const at = clock.now();
  const end = {
    status,
    endedAt: at,
    isRemembered,
    ...(error === undefined ? {} : { error }),
    ...(usage === undefined ? {} : { usage }),
  };
  await store.append(accountId, run.sessionId, {
    entries: toEntries(run.runId, entries, at),
    end: { ...end, runId: run.runId },
    at,
  });
  return { ...run, ...end };
}

export async function recoverRuns(context: Context): Promise<readonly RunRecord[]> {
  const unsettled = await context.store.listUnsettledRuns(context.accountId);
  const recovered: RunRecord[] = [];
  for (const run of unsettled) {
    const settled = await settle(context, run);
    if (settled !== undefined) recovered.push(settled);
  }
  return recovered;
}

/** See {@link Orphans.adopt}; runs that still say `running` have failed. */
export async function adoptOrphans(
  context: Context,
  servers: readonly number[],
): Promise<OrphanedWork> {
  const { store, accountId } = context;
  const left = await store.orphans?.adopt(accountId, servers);
  if (left === undefined) return { runs: [], pending: [] };
  const runs = await Promise.all(left.runs.map((run) => settle(context, run)));
  return { runs: runs.filter((run) => run !== undefined), pending: left.pending };
}

/** Undefined when another process settled it meanwhile. */
async function settle(context: Context, run: RunRecord): Promise<RunRecord | undefined> {
  if (run.status !== 'running') return run;
  try {
    return await failRun(context, run);
  } catch (error) {
    if (hasCode(error, 'conflict')) return undefined;
    throw error;
  }
}

async function failRun(context: Context, run: RunRecord): Promise<RunRecord> {
  return finishRun(context, run, {
    status: 'failed',
    error: 'Homarus was stopped while it answered.',
    isRemembered: false,
  });
}

function toEntries(
  runId: string | undefined,
  drafts: readonly EntryDraft[],
  now: number,
): readonly NewSessionEntry[] {
  return drafts.map(({ message, isEcho = false, createdAt = now }) => ({
    runId,
    createdAt,
    message: toLogMessage(message),
    isEcho,
  }));
}
