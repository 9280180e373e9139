import type {
  CompactionProvider,
  ContextEngineFactory,
  EmbeddingProvider,
  HookHandler,
  HookName,
  HookOptions,
  MemoryCapability,
  MemoryPromptBuilder,
  PluginApi,
  PluginCommand,
  PluginHttpRoute,
  PluginMethodHandler,
  PluginMethodOptions,
  PluginModelProvider,
  PluginService,
  PluginTool,
  PluginToolFactory,
} from '@homarus/plugin-api';

export interface RegisteredTool {
  readonly tool: PluginTool | PluginToolFactory;
  readonly isOptional: boolean;
  /** Of a factory: which tools it makes; empty when it does not say. */
  readonly names: readonly string[];
}

export interface RegisteredHook<N extends HookName> {
  readonly handler: HookHandler<N>;
  readonly options: HookOptions;
}

/** The handlers of each event, in the order in which they were registered. */
export type HookTable = { readonly [N in HookName]: RegisteredHook<N>[] };

export interface RegisteredMethod {
  /** `<plugin id>.<name>`. */
  readonly name: string;
  readonly handler: PluginMethodHandler;
  readonly scope: NonNullable<PluginMethodOptions['scope']>;
}

export interface RegisteredEngine {
  readonly id: string;
  readonly factory: ContextEngineFactory;
}

/** What one plugin has registered. */
export interface Registered {
  readonly tools: RegisteredTool[];
  readonly hooks: HookTable;
  /** Their paths begin with `/plugins/<id>`. */
  readonly routes: PluginHttpRoute[];
  readonly methods: RegisteredMethod[];
  readonly services: PluginService[];
  readonly commands: PluginCommand[];
  readonly clis: Parameters<PluginApi['registerCli']>[0][];
  readonly memory: MemoryCapability[];
  readonly memoryPrompts: MemoryPromptBuilder[];
  readonly engines: RegisteredEngine[];
  readonly providers: PluginModelProvider[];
  readonly compactionProviders: CompactionProvider[];
  readonly embeddingProviders: EmbeddingProvider[];
  /** What this host has no use for: `registerChannel`. */
  readonly unused: string[];
}

export function nothingRegistered(): Registered {
  return {
    tools: [],
    hooks: {
      gateway_start: [],
      gateway_stop: [],
      session_start: [],
      session_end: [],
      message_received: [],
      before_prompt_build: [],
      before_tool_call: [],
      after_tool_call: [],
      agent_end: [],
    },
    routes: [],
    methods: [],
    services: [],
    commands: [],
    clis: [],
    memory: [],
    memoryPrompts: [],
    engines: [],
    providers: [],
    compactionProviders: [],
    embeddingProviders: [],
    unused: [],
  };
}

export function isHookName(name: string): name is HookName {
  return Object.hasOwn(nothingRegistered().hooks, name);
}

/** What people say and hear is in these events. */
export const conversationHooks: ReadonlySet<HookName> = new Set([
  'message_received',
  'before_prompt_build',
  'before_tool_call',
  'after_tool_call',
  'agent_end',
]);
