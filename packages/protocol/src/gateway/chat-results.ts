import type { RunTokens, SessionMessage } from './chat.ts';

export interface ChatSendResult {
  /** The idempotency key of the call. */
  readonly runId: string;
  /** `queued`: it waits behind another turn. The last four: the key was used before. */
  readonly status: 'started' | 'queued' | 'in_flight' | 'ok' | 'error' | 'aborted';
}

export interface ChatHistoryResult {
  readonly sessionKey: string;
  /** Empty when nobody has spoken in the session yet. */
  readonly sessionId: string;
  readonly messages: readonly SessionMessage[];
  /** Messages that wait for their turn. */
  readonly pendingInputs: {
    readonly items: readonly {
      readonly id: string;
      readonly runId: string;
      readonly message: SessionMessage;
      readonly acceptedAt: number;
    }[];
    readonly total: number;
  };
  readonly hasMore: boolean;
  readonly totalMessages: number;
  readonly defaults: {
    readonly modelProvider: string;
    readonly model: string;
    readonly contextTokens: number;
  };
  readonly sessionInfo: {
    readonly key: string;
    readonly agentId: string;
    readonly label?: string;
    readonly lastRunId?: string;
    readonly modelProvider?: string;
    readonly model?: string;
    readonly effectiveQueueMode?: string;
  };
  /** The turn that runs now, with what it has said so far. */
  readonly inFlightRun?: {
    readonly runId: string;
    readonly startedAt: number;
    readonly text: string;
  };
}

export interface ChatMetadataResult {
  readonly agentId: string;
  readonly models: readonly {
    readonly id: string;
    readonly name: string;
    readonly provider: string;
    readonly contextWindow?: number;
    readonly input?: readonly string[];
  }[];
  readonly commands: readonly unknown[];
}

export interface ChatStartupResult extends ChatHistoryResult {
  readonly metadata: ChatMetadataResult;
  readonly agentsList: {
    readonly defaultId: string;
    readonly mainKey: string;
    readonly agents: readonly { readonly id: string; readonly name: string }[];
  };
}

export interface ChatAbortResult {
  readonly ok: true;
  readonly aborted: boolean;
  readonly runIds: readonly string[];
}

export interface ChatInjectResult {
  readonly ok: true;
  readonly messageId?: string;
}

/** The first answer of `agent`. */
export interface AgentAccepted {
  readonly runId: string;
  readonly status: 'accepted';
  readonly acceptedAt: number;
}

/** The last answer of `agent`. */
export interface AgentResult {
  readonly runId: string;
  readonly status: 'ok' | 'error';
  /** `completed`, `aborted`, or why it failed. */
  readonly summary: string;
  readonly error?: string;
  readonly result: {
    readonly payloads: readonly { readonly text: string }[];
    readonly meta: {
      readonly stopReason: string;
      readonly usage?: RunTokens;
      readonly aborted?: true;
    };
  };
}

export interface AgentWaitResult {
  readonly runId: string;
  /** `timeout`: it has not ended in time, or nobody knows it. */
  readonly status: 'ok' | 'error' | 'timeout';
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly error?: string;
}
