import type { AgentEvent } from '@homarus/agent';
import type { LanguageModel, ModelMessage } from '@homarus/models';
import type { Compaction, SessionEntry, SessionRecord } from '@homarus/sessions';

import type { TurnFacts } from './turn.ts';

/** What plugins do in a turn. Nothing here rejects: a plugin never stops a turn. */
export interface TurnPlugins {
  /** What answers in the model's place when the message is a command; undefined when it is none. */
  commandModel(prompt: string, facts: TurnFacts): LanguageModel | undefined;
  /** For the end of the system prompt; empty when nothing. */
  promptAddition(request: PromptRequest): Promise<string>;
  /**
   * The id of the plugin that has the place of memory, while it works: the gateway's own recalls nothing
   * and is given nothing then. Undefined when the gateway's own is the memory.
   */
  memoryPlugin(): string | undefined;
  /**
   * Lets the context engine compact a session in which no turn runs; undefined when it leaves that to
   * memory. Answers why there is no compaction.
   */
  compactSession(request: CompactByEngine): Promise<Compaction | string | undefined>;
  /**
   * Lets the plugin in the slot of compaction write a summary; undefined without one, and when it
   * throws, is late, or answers nothing of use.
   */
  summarize(request: SummarizeEntries): Promise<string | undefined>;
  /** The context engine of this turn; undefined without a plugin in the slot, or when it fails. */
  openEngine(turn: EngineTurnFacts): Promise<EngineTurn | undefined>;
}

export interface PromptRequest {
  readonly facts: TurnFacts;
  readonly sessionId: string;
  readonly prompt: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly string[];
}

/** For whom an engine is opened. */
export interface EngineOpening {
  readonly session: SessionRecord;
  /** Whether anything was said in the session before. */
  readonly isNew: boolean;
  readonly signal: AbortSignal;
}

export interface EngineTurnFacts extends EngineOpening {
  readonly facts: TurnFacts;
  /** Unix milliseconds. */
  readonly startedAt: number;
}

export interface CompactByEngine {
  readonly session: SessionRecord;
  /** The window, in order; never empty. */
  readonly entries: readonly SessionEntry[];
  /** Whether it compacts also what would fit. */
  readonly force: boolean;
  /** Of the model's context. */
  readonly tokenBudget: number;
}

export interface SummarizeEntries {
  /** What leaves the window, in order; never empty. */
  readonly entries: readonly SessionEntry[];
  /** What stands for the messages before them; the new summary stands for both. */
  readonly previousSummary: string | undefined;
  /** A longer summary is of no use. */
  readonly maxTokens: number;
}

/** A message of a window with its place in the log; without one when it is in no log. */
export interface PlacedMessage {
  readonly message: ModelMessage;
  readonly entry: SessionEntry | undefined;
}

export interface AssembleWindow {
  readonly window: readonly PlacedMessage[];
  readonly tokenBudget: number;
  readonly prompt: string;
  readonly tools: readonly string[];
  readonly model: LanguageModel;
}

export interface AssembledWindow {
  /** The given ones when the engine failed or was late. */
  readonly messages: readonly ModelMessage[];
  /** For the system prompt; empty when nothing. */
  readonly addition: string;
  /** Why the engine's answer is not used. */
  readonly problem: string | undefined;
}

/** The context engine of a plugin, for one turn. Nothing here rejects. */
export interface EngineTurn {
  /** It is asked to compact, and memory is not. */
  readonly ownsCompaction: boolean;
  /** Answers the compaction, or why there is none. */
  compact(window: readonly PlacedMessage[], tokenBudget: number): Promise<Compaction | string>;
  assemble(request: AssembleWindow): Promise<AssembledWindow>;
  /** Hands the turn over; answers why the engine did not take it. */
  settle(
    entries: readonly SessionEntry[],
    end: Extract<AgentEvent, { type: 'finished' }>,
  ): Promise<string | undefined>;
  /** Lets the engine tidy up and ends it. */
  close(): Promise<void>;
}
