/** One tool call of a scripted reply. */
export interface ScriptedToolCall {
  readonly name: string;
  /** An object is sent as JSON; a string as it is, so that broken arguments can be scripted. */
  readonly arguments: unknown;
  /** Default: `call_<n>`, counted by the server. */
  readonly id?: string;
}

interface Timing {
  /** Before the answer begins. Default 0. */
  readonly delayMs?: number;
  /** Between two chunks of a stream. Default 0: the whole stream is written at once. */
  readonly chunkDelayMs?: number;
}

/** Faults of a stream that has begun. Each counts chunks of content; a call without `stream` ignores the number. */
interface StreamFaults {
  /** The connection is destroyed after this many chunks. */
  readonly cutAfter?: number;
  /** The response ends, as if complete, after this many chunks: no finish reason, no `[DONE]`. */
  readonly endAfter?: number;
  /** An error object comes after this many chunks, in the shape of OpenAI's. */
  readonly errorAfter?: number;
}

interface Content extends Timing, StreamFaults {
  /** What a reasoning model thinks before it answers. */
  readonly reasoning?: string;
  /** Into how many pieces a text, or the arguments of a tool call, are cut. Default 4. */
  readonly chunks?: number;
  /** Default `stop`, or `tool_calls`. */
  readonly finishReason?: string;
}

export interface TextReply extends Content {
  readonly text: string;
}

export interface ToolCallsReply extends Content {
  readonly toolCalls: readonly ScriptedToolCall[];
  /** Said before the calls. */
  readonly text?: string;
}

/** A text that is this value as JSON. */
export interface JsonReply extends Content {
  readonly json: unknown;
}

export interface StatusReply extends Pick<Timing, 'delayMs'> {
  /** 400 or more. */
  readonly status: number;
  /** The `Retry-After` header: seconds, or an HTTP date. */
  readonly retryAfter?: number | string;
  /** The `Retry-After-Ms` header. */
  readonly retryAfterMs?: number;
  /** Default: an error object as OpenAI's. A string is sent as it is. */
  readonly body?: unknown;
}

/** Never answers; ends when the client goes away or the server is disposed of. */
export interface HangReply {
  readonly hang: true;
}

/** Status 200 with this text in place of an answer: as the body, or as the only event of a stream. */
export interface GarbageReply {
  readonly garbage: string;
}

export type FaultReply = StatusReply | HangReply | GarbageReply;
export type ContentReply = TextReply | ToolCallsReply | JsonReply;
export type ScriptedReply = ContentReply | FaultReply;

export function isContent(reply: ScriptedReply): reply is ContentReply {
  return 'text' in reply || 'json' in reply || 'toolCalls' in reply;
}

/** A content reply in one shape. */
export interface PlannedContent extends Content {
  readonly text: string;
  readonly toolCalls: readonly ScriptedToolCall[];
}

export function planContent(reply: ContentReply): PlannedContent {
  if ('json' in reply) return { ...reply, text: JSON.stringify(reply.json), toolCalls: [] };
  return {
    ...reply,
    text: reply.text ?? '',
    toolCalls: 'toolCalls' in reply ? reply.toolCalls : [],
  };
}

/** Cuts a text into at most `count` pieces of about one length, never inside a character. */
export function pieces(text: string, count: number): readonly string[] {
  const characters = Array.from(text);
  const size = Math.max(1, Math.ceil(characters.length / Math.max(1, count)));
  const result: string[] = [];
  for (let start = 0; start < characters.length; start += size) {
    result.push(characters.slice(start, start + size).join(''));
  }
  return result;
}
