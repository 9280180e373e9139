import type {
  FinishReason,
  ModelSettings,
  RunUsage,
  Tool,
  ToolCall,
  ToolResult,
} from '@homarus/agent';
import type { AppError } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';
import type { HomarusExtra, RecalledItem } from '@homarus/protocol';

/** One turn of a conversation, as a door hands it over. */
export interface TurnRequest {
  readonly sessionKey: string;
  readonly agentId: string;
  /** The person; `forbidden` when the session belongs to another. */
  readonly userId: string;
  /** What is new: messages of the user, or results of the caller's tools. Never empty. */
  readonly input: readonly ModelMessage[];
  /** What went before, as the caller holds it. Default: the session's log. */
  readonly history?: readonly ModelMessage[];
  /** Read this conversation's log instead, when the key has been given another one since. */
  readonly continuedSessionId?: string;
  /** The caller's own system prompt; stands after ours. */
  readonly instructions?: string;
  /** Tools that the caller runs: a call of one ends the turn. One of ours gives way to a namesake. */
  readonly clientTools?: readonly Tool[];
  readonly settings?: ModelSettings;
  /** `conflict` when it is taken. Default: a new one. */
  readonly runId?: string;
  /** Aborts the run; what was said until then is kept. */
  readonly signal: AbortSignal;
}

/**
 * What a turn tells, in order. `accepted` means that the user's message is durable; a turn that is
 * refused has no `accepted`, only a `finished` with the reason `failed`. `finished` is the last event
 * and comes when the log is durable, and memory too unless `isRemembered` is false.
 */
export type TurnEvent =
  | TurnAccepted
  | { readonly type: 'text'; readonly delta: string }
  | { readonly type: 'reasoning'; readonly delta: string }
  | { readonly type: 'tool_started'; readonly call: ToolCall }
  | {
      readonly type: 'tool_finished';
      readonly call: ToolCall;
      readonly result: ToolResult;
      readonly tookMs: number;
    }
  | TurnFinished;

export interface TurnAccepted {
  readonly type: 'accepted';
  readonly runId: string;
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly recalled: readonly RecalledItem[];
  /** `<provider>/<model>` that answers. */
  readonly answeredBy: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
}

export interface TurnFinished {
  readonly type: 'finished';
  readonly reason: FinishReason;
  /** Everything that was said; the same text that the `text` events had. */
  readonly text: string;
  /** Calls that wait for the caller; empty unless the reason is `client_tools`. */
  readonly pendingCalls: readonly ToolCall[];
  readonly usage: RunUsage;
  readonly error?: AppError;
  /** False when memory could not take the turn yet; it is handed over later. */
  readonly isRemembered: boolean;
  /** Steps of memory that failed or were too slow, for a person. */
  readonly degraded: readonly string[];
}

/** What the doors tell of a turn beside the answer. */
export function toExtra(accepted: TurnAccepted, finished: TurnFinished): HomarusExtra {
  const { sessionKey, sessionId, runId, answeredBy, recalled } = accepted;
  return { sessionKey, sessionId, runId, answeredBy, recalled, degraded: finished.degraded };
}
