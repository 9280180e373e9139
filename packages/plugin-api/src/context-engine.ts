import type { PluginMessage } from './message.ts';

export interface ContextEngineInfo {
  readonly id: string;
  readonly name?: string;
  readonly version?: string;
  /** The engine compacts by itself; the host asks its `compact`. */
  readonly ownsCompaction?: boolean;
  /** `background`: nobody waits for `maintain`. */
  readonly turnMaintenanceMode?: 'background' | (string & {});
  /** With `commitTurn`, what makes an engine one of today; without, `afterTurn` is called. */
  readonly transcriptSemantics?: {
    readonly currentTurnFence: string;
    readonly turnAdvancementIdempotency: string;
  };
}

export interface EngineSession {
  readonly sessionId: string;
  readonly sessionKey: string;
}

export interface AssembleRequest extends EngineSession {
  readonly messages: readonly PluginMessage[];
  readonly tokenBudget: number;
  readonly prompt: string;
  readonly availableTools: ReadonlySet<string>;
  readonly model: string;
}

export interface AssembleAnswer {
  /** In order; messages of the role system are dropped. */
  readonly messages: readonly PluginMessage[];
  readonly estimatedTokens?: number;
  readonly systemPromptAddition?: string;
}

export interface CommitTurnRequest extends EngineSession {
  /** The same for the same turn, however often it is handed over. */
  readonly advancementKey: string;
  readonly admission: { readonly runId: string; readonly admittedAt: number };
  readonly terminal: { readonly status: 'completed' };
  /** Exactly the turn. */
  readonly messages: readonly PluginMessage[];
  readonly isHeartbeat?: boolean;
}

export interface AfterTurnRequest extends EngineSession {
  /** The window of the turn and the turn. */
  readonly messages: readonly PluginMessage[];
  /** How many of them were there before the turn. */
  readonly prePromptMessageCount: number;
  readonly tokenBudget: number;
}

export interface EngineCompactRequest extends EngineSession {
  readonly force: boolean;
  readonly tokenBudget: number;
  readonly currentTokenCount: number;
  readonly compactionTarget: 'budget' | 'threshold';
}

export interface EngineCompactAnswer {
  readonly ok: boolean;
  readonly compacted: boolean;
  readonly reason?: string;
  readonly result?: {
    readonly summary?: string;
    /** The id of the first message that stays. */
    readonly firstKeptEntryId?: string;
    readonly tokensBefore: number;
    readonly tokensAfter?: number;
  };
}

export interface IngestRequest extends EngineSession {
  readonly message: PluginMessage;
  readonly isHeartbeat?: boolean;
}

export interface IngestBatchRequest extends EngineSession {
  readonly messages: readonly PluginMessage[];
  readonly isHeartbeat?: boolean;
}

/** Made for one turn and disposed after it: its state lives outside. */
export interface ContextEngine {
  readonly info: ContextEngineInfo;
  bootstrap?(session: EngineSession): unknown;
  maintain?(session: EngineSession): unknown;
  assemble?(request: AssembleRequest): Promise<AssembleAnswer> | AssembleAnswer;
  /** Called for turns that were completed, again with the same key until it resolves. */
  commitTurn?(request: CommitTurnRequest): Promise<{ readonly status: string }>;
  /** Of an engine without `commitTurn` the first of these three that it has is called. */
  afterTurn?(request: AfterTurnRequest): unknown;
  ingestBatch?(request: IngestBatchRequest): unknown;
  ingest?(request: IngestRequest): unknown;
  compact?(request: EngineCompactRequest): Promise<EngineCompactAnswer>;
  dispose?(): unknown;
}

export interface ContextEngineContext {
  /** As `api.config`. */
  readonly config: Readonly<Record<string, unknown>>;
}

export type ContextEngineFactory = (
  context: ContextEngineContext,
) => ContextEngine | Promise<ContextEngine>;
