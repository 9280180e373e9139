/** What a tool may know of the call it is made for. */
export interface PluginToolContext {
  readonly agentId: string;
  /** Absent while the tools of an agent are listed. */
  readonly sessionKey?: string;
  readonly sessionId?: string;
  readonly runId?: string;
  /** Whose turn it is: the person's id. */
  readonly requesterSenderId?: string;
}

export interface PluginToolResult {
  /** What the model reads: its parts of the type `text`. */
  readonly content: readonly { readonly type: string; readonly text?: string }[];
  /** The same for programs; JSON. */
  readonly details?: unknown;
  readonly isError?: boolean;
}

export interface PluginTool {
  /** Letters, digits, `_` and `-`, at most 64. One that a tool of the gateway has is refused. */
  readonly name: string;
  readonly label?: string;
  readonly description: string;
  /** JSON Schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /**
   * Runs one call. What it throws is an error that the model reads. `signal` aborts with the turn and
   * at the deadline; nobody waits for what comes after.
   */
  execute(
    toolCallId: string,
    params: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<PluginToolResult> | PluginToolResult;
}

/** Makes a tool for a call, or none (`null`) where it makes no sense. It must be quick. */
export type PluginToolFactory = (
  context: PluginToolContext,
) => PluginTool | readonly PluginTool[] | null | undefined;

export interface PluginToolOptions {
  /** Only for agents whose policy names the tool (`tools.allow`). Default false. */
  readonly optional?: boolean;
  /** What a factory makes, for lists that are made without a call. */
  readonly name?: string;
  readonly names?: readonly string[];
}
