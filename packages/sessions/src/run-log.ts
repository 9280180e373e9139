import type { ModelMessage } from '@homarus/agent';

import type { Context } from './context.ts';
import { toLogMessage } from './log-message.ts';
import type {
  ModelUsage,
  NewSessionEntry,
  RunEnd,
  RunRecord,
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
  run: RunRecord,
  entries: readonly EntryDraft[],
): Promise<void> {
  const at = clock.now();
  await store.append(accountId, run.sessionId, { entries: toEntries(run.runId, entries, at), at });
}

export async function beginRun(
  { store, clock, ids, accountId }: Context,
  session: SessionRecord,
  { runId = ids.next('run'), entries }: BeginRun,
): Promise<RunRecord> {
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
  const change = { entries: toEntries(runId, entries, at), start: run, at };
  await store.append(accountId, session.sessionId, change);
  return run;
}

interface BeginRun {
  readonly runId: string | undefined;
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
    recovered.push(run.status === 'running' ? await failRun(context, run) : run);
  }
  return recovered;
}

async function failRun(context: Context, run: RunRecord): Promise<RunRecord> {
  return finishRun(context, run, {
    status: 'failed',
    error: 'Homarus was stopped while it answered.',
    isRemembered: false,
  });
}

function toEntries(
  runId: string,
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
