import type { ModelMessage } from '@homarus/agent';

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
}

/** What a window is made of: the messages that the last compaction left, and what came after it. */
export function openLogOf(entries: readonly SessionEntry[]): OpenLog {
  let compaction: Compaction | undefined;
  for (const entry of entries) compaction = compactionOf(entry) ?? compaction;
  const first = compaction?.firstKeptPosition ?? 0;
  const kept = entries.filter(
    ({ message, position }) => message.role !== 'system' && position >= first,
  );
  return { compaction, entries: kept };
}
