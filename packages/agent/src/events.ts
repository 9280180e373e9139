import type { AppError } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';

import type { ToolResult } from './tool.ts';

/** Tokens of all model calls of a run, as the model counted them; a call that it did not count adds 0. */
export interface RunUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface ToolCall {
  /** Unique within the run. */
  readonly toolCallId: string;
  readonly toolName: string;
  /** Parsed JSON; the raw text when the model wrote something else. */
  readonly input: unknown;
}

/**
 * Why a run ended: `stop` (the model was done), `length` (its output limit), `client_tools` (it called
 * tools of the caller), `rounds` (the limit of model rounds), `loop` (the same call again and again),
 * `timeout` (wall time), `aborted`, `failed`. After `rounds`, `loop` and `timeout` the text ends with a
 * sentence that says so.
 */
export type FinishReason =
  | 'stop'
  | 'length'
  | 'client_tools'
  | 'rounds'
  | 'loop'
  | 'timeout'
  | 'aborted'
  | 'failed';

/**
 * What a run tells, in order. `message` events are what belongs into the log: the loop does not go on
 * until its consumer asks for the next event, so a consumer that appends before it asks has a log that
 * is never behind. `finished` is always the last event, also after a failure; nothing is thrown.
 *
 * Of one round: `round`, then `text` and `reasoning` as they come, then the assistant's `message`; when
 * it calls tools, `tool_started` for each in the order of the calls, `tool_finished` for each as it
 * ends, then one tool `message` with the results in the order of the calls. A round that was cut off
 * (aborted, timed out, failed, output limit) logs what it had said, without calls that did not run.
 */
export type AgentEvent =
  | { readonly type: 'round'; readonly round: number }
  /** All deltas of a run together are the `text` of its `finished`. */
  | { readonly type: 'text'; readonly delta: string }
  | { readonly type: 'reasoning'; readonly delta: string }
  | { readonly type: 'tool_started'; readonly call: ToolCall }
  | {
      readonly type: 'tool_finished';
      readonly call: ToolCall;
      readonly result: ToolResult;
      readonly tookMs: number;
    }
  /** Only JSON in it. Reasoning is not part of it. */
  | { readonly type: 'message'; readonly message: ModelMessage }
  | {
      readonly type: 'finished';
      readonly reason: FinishReason;
      /** Everything the assistant said in this run, rounds joined by a blank line. */
      readonly text: string;
      /** Calls that wait for the caller; empty unless the reason is `client_tools`. */
      readonly pendingCalls: readonly ToolCall[];
      readonly usage: RunUsage;
      /** With `failed`, and only then. */
      readonly error?: AppError;
    };
