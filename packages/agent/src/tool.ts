import type { ModelFunctionTool } from '@homarus/models';

/** What a tool may know of the turn it runs in. */
export interface ToolContext {
  readonly runId: string;
  readonly agentId: string;
  readonly userId: string;
  readonly sessionKey: string;
  readonly sessionId: string;
  readonly toolCallId: string;
  /** Aborts with the turn and at the tool's deadline. */
  readonly signal: AbortSignal;
}

export interface ToolResult {
  /** What the model reads. */
  readonly text: string;
  /** The same for programs; JSON. The model does not see it. */
  readonly details?: unknown;
  readonly isError?: boolean;
}

/**
 * A tool is data plus `run`. `run` gets the model's arguments as parsed JSON, unchecked, and rejects
 * with `invalid_request` and the path of the field when they do not fit; `defineTool` does this from a
 * schema. What `run` rejects with becomes an error result that the model reads, and may repair its
 * call by; it never ends the turn. `run` must heed `context.signal`: once that aborts nobody waits for
 * it any more.
 *
 * A tool without `run` is the caller's own: the turn ends with its call, and the caller answers it.
 */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments, an object. */
  readonly parameters: ModelFunctionTool['inputSchema'];
  /** Wall time of one call; goes before the run's `toolTimeoutMs`. */
  readonly timeoutMs?: number;
  readonly run?: (input: unknown, context: ToolContext) => Promise<ToolResult>;
}
