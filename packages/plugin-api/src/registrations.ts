import type { IncomingMessage, ServerResponse } from 'node:http';

import type { LanguageModel } from '@homarus/models';

export interface PluginHttpRoute {
  /** Answered at `/plugins/<id><path>`; a path that begins with `/plugins/<id>` is taken as it is. */
  readonly path: string;
  /** `gateway`: as every path of the gateway; `plugin`: the handler checks its callers by itself. */
  readonly auth: 'gateway' | 'plugin';
  /** Default `exact`. */
  readonly match?: 'exact' | 'prefix';
  /** `false` means that it did not answer. */
  handler(request: IncomingMessage, response: ServerResponse): unknown;
}

/** One call of a method that a plugin registered. */
export interface PluginMethodCall {
  readonly params: Readonly<Record<string, unknown>>;
  readonly client: { readonly connId: string; readonly userId: string };
  /** Answers; at most once. */
  respond(ok: boolean, payload?: unknown, error?: { readonly message?: string }): void;
}

/** Answers by `respond`, or by what it resolves to. */
export type PluginMethodHandler = (call: PluginMethodCall) => unknown;

export interface PluginMethodOptions {
  /** Default `operator.admin`. */
  readonly scope?: 'operator.read' | 'operator.write' | 'operator.admin';
}

export interface PluginServiceContext {
  /** As `api.config`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** A folder of the plugin's own; it is there when the service starts. */
  readonly stateDir: string;
  readonly logger: PluginLogger;
}

export interface PluginService {
  readonly id: string;
  start(context: PluginServiceContext): unknown;
  stop?(context: PluginServiceContext): unknown;
}

export interface PluginCommandContext {
  readonly args: string;
  readonly commandBody: string;
  readonly senderId: string;
  readonly sessionKey: string;
  readonly agentId: string;
}

/** `/name args` in a conversation, answered without a model. */
export interface PluginCommand {
  readonly name: string;
  readonly description: string;
  readonly acceptsArgs?: boolean;
  handler(
    context: PluginCommandContext,
  ): Promise<{ readonly text?: string }> | { readonly text?: string };
}

/** Lines for the system prompt about the plugin's memory. */
export type MemoryPromptBuilder = (parameters: {
  readonly availableTools: ReadonlySet<string>;
}) => readonly string[];

export interface MemoryCapability {
  /** Used when the plugin has the slot `memory`. */
  readonly promptBuilder?: MemoryPromptBuilder;
  readonly flushPlanResolver?: (...given: never) => unknown;
  /**
   * `getMemorySearchManager({cfg, agentId})` answers `{manager}`, whose `search(query, {maxResults,
   * minScore, agentId, requesterSenderId})` answers `[{path, startLine, endLine, score, snippet, source}]`.
   */
  readonly runtime?: object;
}

/** Language models under the plugin's own name: `<id>/<model>`. */
export interface PluginModelProvider {
  readonly id: string;
  readonly label?: string;
  readonly models?: readonly { readonly id: string; readonly contextWindow?: number }[];
  createModel(modelId: string): LanguageModel;
}

export interface PluginLogger {
  debug(message: string, fields?: unknown): void;
  info(message: string, fields?: unknown): void;
  warn(message: string, fields?: unknown): void;
  error(message: string, fields?: unknown): void;
}
