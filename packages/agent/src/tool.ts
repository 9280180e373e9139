import type { ModelFunctionTool } from '@homarus/models';

/** What a tool may know of the turn it runs in. */
export interface ToolContext {
  readonly runId: string;
  readonly agentId: string;
  readonly userId: string;
  readonly sessionKey: string;
  readonly sessionId: string;
  readonly toolCallId: string;
  readonly signal: AbortSignal;
}

export interface ToolResult {
  /** What the model reads. */
  readonly text: string;
  /** The same for programs; JSON. */
  readonly details?: unknown;
  readonly isError?: boolean;
}

/**
 * A tool is data plus `execute`. `parse` checks the model's arguments and throws `invalid_request`
 * with the path of the field; its message goes back to the model, which may repair its call. What
 * `execute` throws becomes an error result; it never ends the turn. It must heed `context.signal`.
 *
 * A tool without `execute` is the caller's own: the turn ends with its call, and the caller answers it.
 */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments, an object. */
  readonly parameters: ModelFunctionTool['inputSchema'];
  readonly run?: (input: unknown, context: ToolContext) => Promise<ToolResult>;
}
