import { estimateTokens } from '@homarus/base';
import { estimateMessageTokens, newestTurns } from '@homarus/sessions';
import type { Compaction, SessionEntry } from '@homarus/sessions';

import type { TurnPlugins } from './turn-plugins.ts';

export interface PluginCompactionWork {
  /** The window, in order; never empty. */
  readonly entries: readonly SessionEntry[];
  /** What stands for the messages before them; undefined when nothing was compacted. */
  readonly previousSummary: string | undefined;
  /** Summarises everything; else the newest turns that fit stay, of the newer half. */
  readonly force: boolean;
  /** Of the model that the window is for. */
  readonly contextTokens: number;
}

/** What messages that stay may have of the model's context. */
const keptShare = 0.3;
/** The same for a summary. */
const summaryShare = 0.1;
/** A summary of at most so many tokens may be longer than what it stands for. */
const smallSummaryTokens = 200;

/**
 * The compaction whose summary a plugin writes; undefined when none has that place, or when it could
 * not: then memory compacts.
 */
export async function compactByPlugin(
  plugins: Pick<TurnPlugins, 'summarize'> | undefined,
  work: PluginCompactionWork,
): Promise<Compaction | undefined> {
  if (plugins === undefined) return undefined;
  const { entries, previousSummary, contextTokens } = work;
  const first = firstKeptIndex(work);
  const leaving = entries.slice(0, first);
  const previousTokens = estimateTokens(previousSummary ?? '');
  const leavingTokens = tokensOf(leaving) + previousTokens;
  const summary = await plugins.summarize({
    entries: leaving,
    previousSummary,
    maxTokens: Math.min(
      Math.max(leavingTokens, smallSummaryTokens),
      Math.floor(contextTokens * summaryShare),
    ),
  });
  if (summary === undefined) return undefined;
  const keptTokens = tokensOf(entries.slice(first));
  return {
    summary,
    firstKeptPosition: entries[first]?.position ?? (entries.at(-1)?.position ?? -1) + 1,
    tokensBefore: leavingTokens + keptTokens,
    tokensAfter: estimateTokens(summary) + keptTokens,
  };
}

function firstKeptIndex({ entries, force, contextTokens }: PluginCompactionWork): number {
  const newerHalf = entries.slice(Math.ceil(entries.length / 2)).map(({ message }) => message);
  const firstUser = newerHalf.findIndex(({ role }) => role === 'user');
  if (force || firstUser === -1) return entries.length;
  const kept = newestTurns(newerHalf.slice(firstUser), Math.floor(contextTokens * keptShare));
  return entries.length - kept.length;
}

function tokensOf(entries: readonly SessionEntry[]): number {
  return entries.reduce((sum, { message }) => sum + estimateMessageTokens(message), 0);
}
