import type { HostMessage } from '../host/host-message.ts';

/** Which conversation; hosts that know no session key leave it out. */
export interface EngineSession {
  readonly sessionId: string;
  readonly sessionKey?: string;
}

export interface AssembleRequest extends EngineSession {
  readonly messages: readonly HostMessage[];
  readonly tokenBudget?: number;
  /** What the person asks; absent while a turn goes on after a tool. */
  readonly prompt?: string;
}

export interface AssembleAnswer {
  /** The host's own objects, in order. */
  readonly messages: readonly HostMessage[];
  readonly estimatedTokens: number;
  readonly systemPromptAddition?: string;
}

export interface CommitTurnRequest extends EngineSession {
  readonly advancementKey: string;
  readonly messages: readonly HostMessage[];
  readonly isHeartbeat?: boolean;
}

export interface CommitTurnAnswer {
  readonly status: 'committed' | 'duplicate';
}

export interface AfterTurnRequest extends EngineSession {
  /** The window of the turn, and the turn. */
  readonly messages: readonly HostMessage[];
  readonly prePromptMessageCount: number;
  readonly isHeartbeat?: boolean;
}

export interface CompactRequest extends EngineSession {
  readonly tokenBudget?: number;
  readonly currentTokenCount?: number;
  readonly force?: boolean;
  readonly abortSignal?: AbortSignal;
}

export interface CompactAnswer {
  readonly ok: boolean;
  readonly compacted: boolean;
  readonly reason?: string;
  readonly result?: {
    readonly summary: string;
    readonly firstKeptEntryId?: string;
    readonly tokensBefore: number;
    readonly tokensAfter: number;
  };
}

export interface MaintainRequest extends EngineSession {
  readonly runtimeContext?: {
    /** The host has put a compaction off until now. */
    readonly allowDeferredCompactionExecution?: boolean;
    readonly tokenBudget?: number;
    readonly currentTokenCount?: number;
  };
  readonly abortSignal?: AbortSignal;
}
