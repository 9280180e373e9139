import type { PluginMessage } from './message.ts';

/** Whose turn a hook is called for. */
export interface HookContext {
  readonly agentId?: string;
  readonly sessionKey?: string;
  readonly sessionId?: string;
  readonly runId?: string;
  readonly senderId?: string;
}

/** What `before_prompt_build` may answer; every field is text for the system prompt. */
export interface PromptAddition {
  readonly prependSystemContext?: string;
  readonly appendSystemContext?: string;
  /** Stands beside what memory recalled. */
  readonly prependContext?: string;
  readonly appendContext?: string;
}

/** What `before_tool_call` may answer. */
export interface ToolCallDecision {
  /** The call is not made; the model reads the reason. */
  readonly block?: boolean;
  readonly blockReason?: string;
  /** Takes the place of the call's arguments. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * The events of the host. Handlers of one event run one after the other, those of a higher priority
 * first. Those marked as conversation see what people say, and are called only when the operator
 * allows it (`plugins.entries.<id>.hooks.allowConversationAccess`).
 */
export interface PluginHooks {
  /** The gateway takes turns now. */
  readonly gateway_start: { readonly event: { readonly port?: number }; readonly answer: void };
  readonly gateway_stop: { readonly event: { readonly reason?: string }; readonly answer: void };
  /** The first turn of a session begins. */
  readonly session_start: {
    readonly event: { readonly sessionId: string; readonly sessionKey?: string };
    readonly answer: void;
  };
  /** A person reset or deleted a session. */
  readonly session_end: {
    readonly event: {
      readonly sessionId: string;
      readonly sessionKey: string;
      readonly reason: 'reset' | 'deleted';
    };
    readonly answer: void;
  };
  /** Conversation: a message is durable, before the model is asked. */
  readonly message_received: {
    readonly event: {
      readonly from: string;
      readonly content: string;
      readonly timestamp: number;
    };
    readonly answer: void;
  };
  /** Conversation: the system prompt is made. */
  readonly before_prompt_build: {
    readonly event: { readonly prompt: string; readonly messages: readonly PluginMessage[] };
    readonly answer: PromptAddition | undefined | void;
  };
  /**
   * Conversation: a tool is about to run. A handler that throws, hangs or belongs to a plugin that is
   * off blocks the call.
   */
  readonly before_tool_call: {
    readonly event: {
      readonly toolName: string;
      readonly toolCallId: string;
      readonly params: Readonly<Record<string, unknown>>;
    };
    readonly answer: ToolCallDecision | undefined | void;
  };
  /** Conversation: a tool has run. */
  readonly after_tool_call: {
    readonly event: {
      readonly toolName: string;
      readonly toolCallId: string;
      readonly params: Readonly<Record<string, unknown>>;
      readonly result?: string;
      readonly error?: string;
      readonly durationMs: number;
    };
    readonly answer: void;
  };
  /** Conversation: a turn has ended; `messages` are those of the turn. */
  readonly agent_end: {
    readonly event: {
      readonly messages: readonly PluginMessage[];
      readonly success: boolean;
      readonly error?: string;
      readonly durationMs: number;
    };
    readonly answer: void;
  };
}

export type HookName = keyof PluginHooks;
export type HookEvent<N extends HookName> = PluginHooks[N]['event'];
export type HookAnswer<N extends HookName> = PluginHooks[N]['answer'];

export type HookHandler<N extends HookName> = (
  event: HookEvent<N>,
  context: HookContext,
) => Promise<HookAnswer<N>> | HookAnswer<N>;

export interface HookOptions {
  /** Higher runs first. Default 0. */
  readonly priority?: number;
  /** Milliseconds; not longer than the host's own deadline. */
  readonly timeoutMs?: number;
  /** Names of tools: only their calls are meant (`before_tool_call`, `after_tool_call`). Default: all. */
  readonly matcher?: readonly string[];
}
