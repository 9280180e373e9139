import { AppError, errorText, withDeadline } from '@homarus/base';
import type { Logger } from '@homarus/base';
import { summarizeWindow } from '@homarus/memory';
import type { CompactResult, SessionScope } from '@homarus/memory';
import { openLogOf, toCompactionMessage } from '@homarus/sessions';
import type { Compaction, SessionEntry, SessionRecord, Sessions } from '@homarus/sessions';

import { maxHistoryEntries } from './begin-turn.ts';
import { compactByPlugin } from './compact-by-plugin.ts';
import type { PluginCompactionWork } from './compact-by-plugin.ts';
import { toMemoryMessages } from './to-memory.ts';
import type { TurnsDeps, TurnsOptions } from './turns-options.ts';

export interface CompactSession {
  readonly sessionKey: string;
  /** Summarises everything; else the latest messages that fit stay. Default false. */
  readonly force?: boolean;
}

export interface CompactedSession {
  readonly sessionId: string;
  /** Undefined when there was nothing to compact. */
  readonly compaction: Compaction | undefined;
}

/**
 * Summarises the beginnings of conversations, by the plugin that has that place or else by memory, and
 * notes it in their logs.
 */
export interface Compactor {
  /**
   * Compacts what a full window is made of, for at most `compactTimeoutMs`: what takes longer goes on
   * and serves the next turn. Resolves to why there is no compaction, or the compaction.
   */
  compactInTime(work: CompactionWork): Promise<Compaction | string>;
  /** Compacts the session that is current; no turn of it may run. `not_found`, `unsupported`. */
  compactNow(request: CompactSession): Promise<CompactedSession>;
  /** Resolves when no compaction goes on. */
  idle(): Promise<void>;
}

export interface CompactionWork {
  readonly session: SessionRecord;
  /** The window, in order; never empty. */
  readonly entries: readonly SessionEntry[];
  /** What stands for the messages before them; undefined when nothing was compacted. */
  readonly previousSummary: string | undefined;
  /** Of the model that the window is for. */
  readonly contextTokens: number;
  readonly signal: AbortSignal;
}

export interface CompactorDeps extends Pick<TurnsDeps, 'compaction' | 'plugins'> {
  readonly sessions: Sessions;
  readonly log: Logger;
}

/** What summary and remaining messages may have of the model's context. */
const keptShare = 0.4;

export function createCompactor(deps: CompactorDeps, options: TurnsOptions): Compactor {
  const { sessions, log } = deps;
  /** By session id: a compaction that outlived its turn is not begun again by the next. */
  const underWay = new Map<string, Promise<Compaction | undefined>>();

  const compact = (wanted: SummaryWork): Promise<Compaction | undefined> => {
    const { sessionId } = wanted.session;
    const work =
      underWay.get(sessionId) ?? summarize(deps, wanted).finally(() => underWay.delete(sessionId));
    underWay.set(sessionId, work);
    return work;
  };

  return {
    async compactInTime({ signal, ...work }) {
      const limit = { timeoutMs: options.compactTimeoutMs, signal, name: 'Compacting' };
      try {
        const compaction = await withDeadline(limit, () => compact({ ...work, force: false }));
        return compaction ?? 'compact: there was nothing to summarise.';
      } catch (error) {
        log.warn('Going on with a window that is cut', { error: errorText(error) });
        return `compact: ${errorText(error)}`;
      }
    },
    async compactNow({ sessionKey, force = false }) {
      const session = await sessions.getByKey(sessionKey);
      if (session === undefined) {
        throw new AppError('not_found', `There is no session ${sessionKey}.`, {
          details: { path: 'sessionKey' },
        });
      }
      const { sessionId } = session;
      const history = await sessions.getHistory(sessionId, { limit: maxHistoryEntries });
      const { entries, compaction } = openLogOf(history);
      if (entries.length === 0) return { sessionId, compaction: undefined };
      const { contextTokens } = options;
      const previousSummary = compaction?.summary;
      const work = { session, entries, previousSummary, force, contextTokens };
      const byEngine = await compactByEngine(deps, work);
      return {
        sessionId,
        compaction: byEngine === undefined ? await compact(work) : byEngine.compaction,
      };
    },
    async idle() {
      await Promise.allSettled(underWay.values());
    },
  };
}

interface SummaryWork extends PluginCompactionWork {
  readonly session: SessionRecord;
}

/** Undefined when no context engine wants to. `unavailable` with why one that does could not. */
async function compactByEngine(
  { plugins, sessions }: CompactorDeps,
  { session, entries, force, contextTokens: tokenBudget }: SummaryWork,
): Promise<{ readonly compaction: Compaction } | undefined> {
  const compaction = await plugins?.compactSession({ session, entries, force, tokenBudget });
  if (compaction === undefined) return undefined;
  if (typeof compaction === 'string') throw new AppError('unavailable', compaction);
  await sessions.note(session.sessionId, [{ message: toCompactionMessage(compaction) }]);
  return { compaction };
}

async function summarize(deps: CompactorDeps, work: SummaryWork): Promise<Compaction | undefined> {
  const compaction =
    (await compactByPlugin(deps.plugins, work)) ?? (await compactByMemory(deps, work));
  if (compaction === undefined) return undefined;
  await deps.sessions.note(work.session.sessionId, [{ message: toCompactionMessage(compaction) }]);
  return compaction;
}

async function compactByMemory(
  { compaction: memory, plugins }: CompactorDeps,
  { session, entries, previousSummary: previous, force, contextTokens }: SummaryWork,
): Promise<Compaction | undefined> {
  const messages = entries.flatMap(toMemoryMessages);
  const tokenBudget = Math.floor(contextTokens * keptShare);
  // While a plugin is the memory, the gateway's own is to keep nothing of the conversation.
  if (plugins?.memoryPlugin() !== undefined) {
    return toCompaction(summarizeWindow({ messages, previous, tokenBudget, force }), entries);
  }
  if (memory === undefined) {
    throw new AppError('unsupported', 'This memory does not compact conversations.');
  }
  const { accountId, userId, agentId, sessionId } = session;
  const scope: SessionScope = { accountId, userId, agentId, sessionId };
  const { prepareToken } = await memory.prepareCompaction(scope, { messages });
  const result = await memory.compact(scope, { prepareToken, tokenBudget, force });
  return toCompaction(result, entries);
}

/** Undefined when the window would begin where it begins now. */
function toCompaction(
  { summary, firstKeptMessageId, tokensBefore, tokensAfter }: Omit<CompactResult, 'archiveUri'>,
  entries: readonly SessionEntry[],
): Compaction | undefined {
  const end = (entries.at(-1)?.position ?? -1) + 1;
  // The ids of messages of a log are made of their positions, see `toMemoryMessages`.
  const position = /^entry(\d+)/u.exec(firstKeptMessageId ?? '')?.[1];
  const firstKeptPosition = position === undefined ? end : Math.min(Number(position), end);
  const isShorter = firstKeptPosition > (entries[0]?.position ?? 0);
  if (summary === undefined || !isShorter) return undefined;
  return { summary, firstKeptPosition, tokensBefore, tokensAfter };
}
