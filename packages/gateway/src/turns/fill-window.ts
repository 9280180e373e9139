import { estimateTokens } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';
import { estimateMessageTokens, fitWindow } from '@homarus/sessions';

import { maxHistoryEntries } from './begin-turn.ts';
import type { BegunTurn } from './begin-turn.ts';
import type { Compactor } from './compactor.ts';
import { repairToolCalls } from './window.ts';

/** The window's part of the model's context; the rest is for the answer and the estimate's error. */
const windowShare = 0.8;
/** A window of very many short messages is compacted before its beginning is out of reach. */
const maxWindowEntries = Math.floor(maxHistoryEntries * windowShare);

export interface FilledWindow {
  readonly messages: readonly ModelMessage[];
  /** What they may have, in tokens. */
  readonly budget: number;
  /** Of what was said before them; undefined when nothing was compacted. */
  readonly summary: string | undefined;
  /** Why a full window was cut instead of compacted. */
  readonly problem: string | undefined;
}

/** What the model sees beside the window. */
export interface FixedParts {
  readonly contextTokens: number;
  readonly system: string;
  /** As JSON. */
  readonly tools: string;
}

/**
 * The messages of a turn's window. One that is full is compacted first, in the time there is for it;
 * when that fails, its oldest turns are left out.
 */
export async function fillWindow(
  compactor: Pick<Compactor, 'compactInTime'>,
  turn: BegunTurn,
  { contextTokens, system, tools }: FixedParts,
): Promise<FilledWindow> {
  const fixed = estimateTokens(system) + estimateTokens(tools);
  const budget = Math.floor(contextTokens * windowShare) - fixed;
  const { before, history, input, compaction, request, session } = turn;
  const summary = compaction?.summary;
  const fit = (from: readonly ModelMessage[]) =>
    fitWindow(repairToolCalls([...from, ...input]), budget - estimateTokens(summary ?? ''));
  const isFull = before.length > maxWindowEntries || tokensOf(history, input) > budget;
  if (!isFull || before.length === 0)
    return { messages: fit(history), budget, summary, problem: undefined };
  const compacted = await compactor.compactInTime({
    session,
    entries: before,
    previousSummary: summary,
    contextTokens,
    signal: request.signal,
  });
  if (typeof compacted === 'string') {
    return { messages: fit(history), budget, summary, problem: compacted };
  }
  const first = before.findIndex(({ position }) => position >= compacted.firstKeptPosition);
  const kept = first === -1 ? [] : history.slice(first);
  return { messages: fit(kept), budget, summary: compacted.summary, problem: undefined };
}

function tokensOf(...groups: readonly (readonly ModelMessage[])[]): number {
  return groups.flat().reduce((sum, message) => sum + estimateMessageTokens(message), 0);
}
