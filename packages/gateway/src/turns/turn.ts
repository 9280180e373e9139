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
import type { SessionEntry } from '@homarus/sessions';

/**
 * What becomes of a turn that comes while another one of its session runs: it waits (`queue`); its
 * message is put into the running turn before that asks its model again (`steer`); or it aborts the
 * running turn and takes its place (`replace`).
 */
export const queueModes = ['queue', 'steer', 'replace'] as const;
export type QueueMode = (typeof queueModes)[number];

/** One turn of a conversation, as a door hands it over. */
export interface TurnRequest {
  readonly sessionKey: string;
  readonly agentId: string;
  /** The person; `forbidden` when the session belongs to another. */
  readonly userId: string;
  /** What is new: messages of the user, or results of the caller's tools. Empty only for a resumed run. */
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
  /** Names of our tools, with `*`, that the turn may use. Default: all that its agent has. */
  readonly toolsAllow?: readonly string[];
  /** `conflict` when it is taken. Default: a new one. */
  readonly runId?: string;
  /**
   * Answers what this run left unanswered when it failed, was cut off or aborted, without saying the
   * user's message again: tools that it ran are not run again. `not_found` for a run that is none of
   * the session, `conflict` when it was answered, or the conversation has gone on.
   */
  readonly resumedRunId?: string;
  /** How long the model should think: one of `thinkingLevels`. Default: the session's own. */
  readonly thinkingLevel?: string;
  /** Default `queue`. */
  readonly queueMode?: QueueMode;
  /** What it was asked with outlives the process while it waits; only texts and `input` do. Default false. */
  readonly isKept?: boolean;
  /** Its input is among the pending inputs of the store, which it leaves when it begins. */
  readonly isPending?: boolean;
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
  /** False when memory could not take the turn yet; it is handed over later. A plugin in its place says in `degraded`. */
  readonly isRemembered: boolean;
  /** What did not go as it should or as it was asked, for a person: steps of memory, above all. */
  readonly degraded: readonly string[];
}

/** Whose turn an event is of. */
export interface TurnFacts {
  readonly runId: string;
  readonly sessionKey: string;
  readonly agentId: string;
  readonly userId: string;
}

/**
 * What observers hear beside what the turn's own caller does. `begun`: its input is durable; memory
 * may not have answered yet. `logged`: messages of its model and tools, as they become durable. `steered`: its
 * input went into another turn, whose end will be its own.
 */
export type ObservedEvent =
  | TurnEvent
  | {
      readonly type: 'begun';
      readonly sessionId: string;
      readonly entries: readonly SessionEntry[];
      /** Unix milliseconds. */
      readonly startedAt: number;
    }
  | { readonly type: 'logged'; readonly entries: readonly SessionEntry[] }
  | {
      readonly type: 'steered';
      readonly intoRunId: string;
      readonly entries: readonly SessionEntry[];
    };

/** Hears of every turn, whatever door started it. Called in order, in the way of the reply: it must not wait. */
export type TurnObserver = (heard: {
  readonly turn: TurnFacts;
  readonly event: ObservedEvent;
}) => void;

/** What the doors tell of a turn beside the answer. */
export function toExtra(accepted: TurnAccepted, finished: TurnFinished): HomarusExtra {
  const { sessionKey, sessionId, runId, answeredBy, recalled } = accepted;
  return { sessionKey, sessionId, runId, answeredBy, recalled, degraded: finished.degraded };
}
