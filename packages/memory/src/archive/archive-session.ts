import { errorText, throwIfAborted, withDeadline } from '@homarus/base';
import type { Clock, Ids, Logger } from '@homarus/base';

import type { StoredMessage } from '../message.ts';
import type { MemoryStore, SessionArchive, SessionState } from '../ports/memory-store.ts';
import type { SessionScope } from '../scope.ts';
import { toArchiveUri } from '../uri.ts';
import type { Summarizer } from './model-summary.ts';
import { rebuildJob } from './rebuild-schedule.ts';
import { summarize } from './summarize.ts';
import type { ArchiveInput } from './summarize.ts';

export interface ArchiveDeps {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly hasSecret: (text: string) => boolean;
  /** Absent without a model: rules summarise. */
  readonly summarizer?: Summarizer;
  /** How long the model may take. Default 15,000. */
  readonly summaryTimeoutMs: number | undefined;
}

export interface ArchiveStep {
  readonly state: SessionState;
  /** Inclusive. */
  readonly toPosition: number;
  readonly signal?: AbortSignal | undefined;
}

/** So many of the messages to archive are read; a conversation that was imported whole has more. */
const maxRead = 2_000;
const maxMemories = 50;
const defaultTimeoutMs = 15_000;

/** The first position that no archive covers. */
export function firstOpen({ archive }: Pick<SessionState, 'archive'>): number {
  return archive === undefined ? 0 : archive.toPosition + 1;
}

/**
 * Archives a session up to `toPosition`, and fuses the previous archive into the new one. When the
 * model fails, rules summarise, and a job has the model do it later. Rejects with `conflict` when
 * another archive was written since `state` was read.
 */
export async function archiveSession(
  deps: ArchiveDeps,
  scope: SessionScope,
  { state, toPosition, signal }: ArchiveStep,
): Promise<SessionArchive> {
  const input = await readStretch(deps, scope, {
    fromPosition: firstOpen(state),
    toPosition,
    previous: state.archive?.summary,
  });
  const byModel = await summarizeByModel(deps, input, signal);
  const isProvisional = byModel === undefined && deps.summarizer !== undefined;
  const number = (state.archive?.number ?? 0) + 1;
  const now = deps.clock.now();
  const archive: SessionArchive = {
    uri: toArchiveUri({ ...scope, number }),
    sessionId: scope.sessionId,
    number,
    fromPosition: 0,
    toPosition,
    summary: byModel ?? summarize(input),
    createdAt: now,
    ...(isProvisional ? { isProvisional: true as const } : {}),
  };
  const jobs = isProvisional ? [rebuildJob(deps.ids.next('job'), scope, { now, attempt: 0 })] : [];
  await deps.store.commit(scope, { archive, jobs });
  return archive;
}

export interface Stretch {
  /** Both inclusive. */
  readonly fromPosition: number;
  readonly toPosition: number;
  readonly previous: string | undefined;
}

/** What a summary of the stretch is made of. */
export async function readStretch(
  { store, hasSecret }: Pick<ArchiveDeps, 'store' | 'hasSecret'>,
  scope: SessionScope,
  { fromPosition, toPosition, previous }: Stretch,
): Promise<ArchiveInput> {
  const [messages, memories] = await Promise.all([
    store.listMessages(scope, {
      fromPosition,
      toPosition: toPosition + 1,
      limit: maxRead,
      last: true,
    }),
    store.findMemories(scope, { sourceSessionId: scope.sessionId, limit: maxMemories }),
  ]);
  const learned = memories.filter(({ source }) => isFrom(messages, source.messageIds));
  return { messages, memories: learned, previous, hasSecret };
}

/** Undefined without a model, and when it is down, slow or answers nonsense. */
export async function summarizeByModel(
  deps: Pick<ArchiveDeps, 'summarizer' | 'summaryTimeoutMs' | 'log'>,
  input: ArchiveInput,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { summarizer, summaryTimeoutMs: timeoutMs = defaultTimeoutMs, log } = deps;
  if (summarizer === undefined) return undefined;
  try {
    const limit = { timeoutMs, signal, name: 'summarising' };
    return await withDeadline(limit, (limited) => summarizer(input, { signal: limited }));
  } catch (error) {
    throwIfAborted(signal);
    log.warn('The model could not summarise; rules do', { error: errorText(error) });
    return undefined;
  }
}

function isFrom(messages: readonly StoredMessage[], ids: readonly string[]): boolean {
  return messages.some(({ id }) => ids.includes(id));
}
