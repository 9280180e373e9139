/** What makes one message or memory findable: its tokens, written in the transaction of its row. */
export interface SearchTerms {
  /** Tokens joined by one space, repeated as often as they stand in the text. */
  readonly terms: string;
  /** The version of the tokenizer that made them; older ones are made anew when an index loads. */
  readonly termsVersion: number;
}

/** One findable thing of a partition (an account's user), as an index loads it. */
export interface SearchEntry extends SearchTerms {
  /** Counts the changes of its partition. An entry that changes gets a new, higher number. */
  readonly seq: number;
  readonly type: 'message' | 'memory';
  /** `StoredMessage.key` or `MemoryRecord.id`. */
  readonly key: string;
  /** The one agent that may see it; undefined when all agents of the user may. */
  readonly agentId: string | undefined;
  /** The conversation it belongs to (a message) or was learned in (a memory). */
  readonly sessionId: string | undefined;
  /** `StoredMessage.position`; undefined for a memory. */
  readonly position: number | undefined;
  readonly category: string;
  readonly createdAt: number;
  /** When it was stored first: `StoredMessage.recordedAt`, `MemoryRecord.recordedAt`. */
  readonly recordedAt: number;
  /** When it stopped being current; undefined while it is. */
  readonly hiddenAt: number | undefined;
  /** Messages a memory was learned from (`StoredMessage.id`s, in `sessionId`). */
  readonly sourceMessageIds: readonly string[];
}

/** A stretch of a session that left the window, summarised. */
export interface SessionArchive {
  readonly uri: string;
  readonly sessionId: string;
  /** Counts from 1 in its session. */
  readonly number: number;
  /** The positions it covers, both inclusive. A new archive fuses the previous one: `fromPosition` stays 0. */
  readonly fromPosition: number;
  readonly toPosition: number;
  /** Markdown with the sections Main Topics, Decisions Made, Outcomes & Progress, Action Items. */
  readonly summary: string;
  readonly createdAt: number;
  /** True while rules wrote the summary because the model failed; a job has the model write it anew. */
  readonly isProvisional?: true;
}
