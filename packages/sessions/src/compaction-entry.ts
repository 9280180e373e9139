import type { ModelMessage } from '@homarus/agent';

import { replacedPositionOf } from './replacement.ts';
import type { SessionEntry } from './session-records.ts';

/** What stands in a log for the messages before `firstKeptPosition`, which stay where they are. */
export interface Compaction {
  readonly summary: string;
  /** Where the window begins now. */
  readonly firstKeptPosition: number;
  /** Estimated, of the window before and after. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** A compaction as an entry of a log: the one kind of system message that a log has. */
export function toCompactionMessage({ summary, ...compaction }: Compaction): ModelMessage {
  return { role: 'system', content: summary, providerOptions: { homarus: { ...compaction } } };
}

/** The compaction that an entry is; undefined for a message of the conversation. */
export function compactionOf({ message }: Pick<SessionEntry, 'message'>): Compaction | undefined {
  if (message.role !== 'system') return undefined;
  const { firstKeptPosition, tokensBefore, tokensAfter } =
    message.providerOptions?.['homarus'] ?? {};
  if (typeof firstKeptPosition !== 'number') return undefined;
  return {
    summary: message.content,
    firstKeptPosition,
    tokensBefore: Number(tokensBefore ?? 0),
    tokensAfter: Number(tokensAfter ?? 0),
  };
}

/** The end of a log from its last compaction on. */
export interface OpenLog {
  /** Undefined when nothing was compacted. */
  readonly compaction: Compaction | undefined;
  /** Messages only, in order. */
  readonly entries: readonly SessionEntry[];
  /** Those whose place others took: no window has them any more. */
  readonly replaced: readonly SessionEntry[];
}

/**
 * What a window is made of: the messages that the last compaction left, and what came after it; without
 * those whose place others took. `next` is the message that is about to be said.
 */
export function openLogOf(entries: readonly SessionEntry[], next?: ModelMessage): OpenLog {
  let kept: SessionEntry[] = [];
  const replaced: SessionEntry[] = [];
  let compactions: Compaction[] = [];
  const replace = (message: ModelMessage): void => {
    const from = replacedPositionOf(message);
    if (from === undefined) return;
    replaced.push(...kept.filter(({ position }) => position >= from));
    kept = kept.filter(({ position }) => position < from);
    // A summary of what was replaced does not hold any more; the one before it does.
    compactions = compactions.filter(({ firstKeptPosition }) => firstKeptPosition <= from);
  };
  for (const entry of entries) {
    const compaction = compactionOf(entry);
    if (compaction !== undefined) compactions.push(compaction);
    if (entry.message.role === 'system') continue;
    replace(entry.message);
    kept.push(entry);
  }
  if (next !== undefined) replace(next);
  const compaction = compactions.at(-1);
  const first = compaction?.firstKeptPosition ?? 0;
  return { compaction, entries: kept.filter(({ position }) => position >= first), replaced };
}
